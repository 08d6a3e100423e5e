#include "app/gui/tile_pictures.h"

#include <QElapsedTimer>
#include <algorithm>
#include <deque>
#include <mutex>
#include <stop_token>

namespace quantscope::gui {

/// What is still to be drawn of one store and scale.
struct TilePictures::Queue {
  std::stop_source stop;
  std::mutex mutex;
  std::deque<int> tensors;
  int current = -1;

  /// −1 where nothing is left.
  int next() {
    const std::lock_guard lock(mutex);
    current = -1;
    if (!tensors.empty()) {
      current = tensors.front();
      tensors.pop_front();
    }
    return current;
  }
  /// What is being drawn goes on. False where nobody takes from the queue now.
  bool replace(const std::vector<int>& wanted) {
    const std::lock_guard lock(mutex);
    tensors.assign(wanted.begin(), wanted.end());
    std::erase(tensors, current);
    return current >= 0;
  }
};

TilePictures::TilePictures(QObject* parent) : QObject(parent), queue_(std::make_shared<Queue>()) {}

TilePictures::~TilePictures() {
  queue_->replace({});
  queue_->stop.request_stop();
}

void TilePictures::set_store(std::shared_ptr<StatisticsStore> store) {
  forget();
  store_ = std::move(store);
}

void TilePictures::set_scale(statistics::ValueScale scale) {
  if (scale == scale_) return;
  forget();
  scale_ = scale;
}

void TilePictures::forget() {
  queue_->replace({});
  queue_->stop.request_stop();
  queue_ = std::make_shared<Queue>();
  pictures_.clear();
  waiting_.clear();
  ++generation_;
}

void TilePictures::want(const std::vector<int>& tensors) {
  if (!store_) return;
  std::vector<int> lacking;
  for (const int tensor : tensors)
    if (!pictures_.contains(tensor)) lacking.push_back(tensor);
  waiting_ = {lacking.begin(), lacking.end()};
  if (queue_->replace(lacking) || lacking.empty()) return;
  worker_.post([this, store = store_, scale = scale_, queue = queue_, generation = generation_] {
    run(store, scale, *queue, generation);
  });
}

const TilePicture* TilePictures::find(int tensor) const {
  const auto found = pictures_.find(tensor);
  return found == pictures_.end() ? nullptr : &found->second;
}

TilePicture TilePictures::picture_of(StatisticsStore& store, int tensor, statistics::ValueScale scale,
                                     const base::Job& job) {
  TilePicture picture;
  try {
    const StatisticsStore::Entry known = store.get_in_background(tensor, job);
    if (known->values.finite() == 0) {
      picture.problem = store.document()->tensor(tensor).role == storage::TensorRole::channel_absmax
                            ? tr("maxima alone")
                            : tr("no finite value");
      return picture;
    }
    statistics::BinOptions options;
    options.scale = scale;
    options.number = bins;
    picture.histogram = std::make_shared<const statistics::DrawnHistogram>(
        statistics::draw_histogram(known->values, options));
  } catch (const base::Cancelled&) {
    throw;
  } catch (const std::exception& error) {
    picture.problem = QString::fromStdString(error.what());
  }
  return picture;
}

void TilePictures::run(const std::shared_ptr<StatisticsStore>& store, statistics::ValueScale scale,
                       Queue& queue, int generation) {
  base::Job job;
  job.stop = queue.stop.get_token();
  job.threads = 1;
  std::vector<std::pair<int, TilePicture>> batch;
  QElapsedTimer since;
  since.start();
  const auto send = [&] {
    deliver(this, [this, generation, drawn = std::exchange(batch, {})] {
      if (generation != generation_) return;
      std::vector<int> tensors;
      for (const auto& [tensor, picture] : drawn) {
        pictures_.insert_or_assign(tensor, picture);
        waiting_.erase(tensor);
        tensors.push_back(tensor);
      }
      emit arrived(tensors);
    });
    since.restart();
  };
  try {
    for (int tensor = queue.next(); tensor >= 0; tensor = queue.next()) {
      batch.emplace_back(tensor, picture_of(*store, tensor, scale, job));
      if (since.elapsed() >= update_ms) send();
    }
  } catch (const base::Cancelled&) {
    return;  // the pictures are forgotten
  }
  if (!batch.empty()) send();
}

}  // namespace quantscope::gui
