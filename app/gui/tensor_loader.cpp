#include "app/gui/tensor_loader.h"

#include "core/study/quick_look.h"

namespace quantscope::gui {
namespace {

/// Where a channel is what the band is of; larger ones would take longer than they tell.
constexpr std::int64_t most_band_values = std::int64_t{1} << 23;

void read_bands(const study::PreparedSite& site, const study::Subject& subject, std::int64_t values,
                const base::Job& job, std::vector<float>& low, std::vector<float>& high) {
  if (values > most_band_values) return;
  study::ValuePicture picture = study::original_picture(site, subject, job);
  low = std::move(picture.band_low);
  high = std::move(picture.band_high);
}

}  // namespace

TensorLoader::TensorLoader(QObject* parent) : QObject(parent) {}

TensorLoader::~TensorLoader() {
  stop_.request_stop();
}

void TensorLoader::load(std::shared_ptr<StatisticsStore> store, std::shared_ptr<SiteCache> cache,
                        int tensor) {
  stop_.request_stop();
  stop_ = std::stop_source();
  loading_ = true;
  precedence_ = StatisticsStore::precedence(store);
  const int generation = ++generation_;
  const std::stop_token stop = stop_.get_token();
  const auto whole = [this, store, cache = std::move(cache), tensor, stop, generation] {
    worker_.post_latest(
        [this, store, cache, tensor, stop, generation] { run(store, cache, tensor, stop, generation); });
  };
  quick_worker_.clear();
  if (store->document()->tensor(tensor).bytes() < least_quick_bytes)
    whole();
  else
    quick_worker_.post(
        [this, store, tensor, stop, generation, whole] { look(store, tensor, stop, generation, whole); });
}

void TensorLoader::cancel() {
  stop_.request_stop();
  quick_worker_.clear();
  worker_.clear();
  ++generation_;
  end();
}

void TensorLoader::end() {
  loading_ = false;
  precedence_.reset();
}

template <typename Call>
void TensorLoader::tell(int generation, Call call) {
  deliver(this, [this, generation, call = std::move(call)] {
    if (generation == generation_) call();
  });
}

void TensorLoader::look(const std::shared_ptr<StatisticsStore>& store, int tensor,
                        const std::stop_token& stop, int generation, const std::function<void()>& then) {
  std::shared_ptr<const statistics::TensorStatistics> sample;
  base::Job job;
  job.stop = stop;
  try {
    const Document& document = *store->document();
    if (!store->find(tensor))
      if (auto quick = study::quick_look(document.file(), document.tensor(tensor), {}, job))
        sample = std::make_shared<const statistics::TensorStatistics>(std::move(quick->statistics));
  } catch (const base::Cancelled&) {
    return;  // a newer selection, or none
  } catch (const std::exception&) {
    // Reading the whole says what is wrong.
  }
  tell(generation, [this, tensor, sample, then] {
    then();
    if (sample) emit quickReady(tensor, sample, static_cast<qint64>(sample->count));
  });
}

void TensorLoader::run(const std::shared_ptr<StatisticsStore>& store, const std::shared_ptr<SiteCache>& cache,
                       int tensor, const std::stop_token& stop, int generation) {
  base::Job job;
  job.stop = stop;
  job.progress = [this, generation, tensor](double fraction, std::string_view) {
    tell(generation, [this, tensor, fraction] { emit progress(tensor, fraction); });
  };
  try {
    const Document& document = *store->document();
    auto result = std::make_shared<LoadedTensor>();
    result->tensor = tensor;
    result->statistics = store->get(tensor, job.part(0, 0.4));
    tell(generation,
         [this, tensor, statistics = result->statistics] { emit statisticsReady(tensor, statistics); });

    const calibration::SitePlan& plan = document.site_of(tensor);
    result->site = cache->get(document, tensor, job.part(0.4, 0.8));
    const study::PreparedSite& prepared = *result->site->full;
    const methods::Site& site = prepared.site();
    const int consumer = result->site->consumer_of(tensor);
    result->subject.input = consumer < 0;
    result->subject.consumer = std::max(consumer, 0);
    base::Job quiet;
    quiet.stop = stop;
    if (site.input.has_samples())
      read_bands(prepared, {true, 0}, site.input.samples->count(), quiet, result->input_band_low,
                 result->input_band_high);
    if (tensor == plan.activation) {
      result->band_low = result->input_band_low;
      result->band_high = result->input_band_high;
    } else if (consumer >= 0) {
      read_bands(prepared, result->subject,
                 site.consumers[static_cast<std::size_t>(consumer)].weights.count(), quiet, result->band_low,
                 result->band_high);
    }
    tell(generation, [this, result] {
      end();
      emit loaded(result);
    });
  } catch (const base::Cancelled&) {
    tell(generation, [this] { end(); });
  } catch (const std::exception& error) {
    tell(generation, [this, tensor, problem = QString::fromStdString(error.what())] {
      end();
      emit failed(tensor, problem);
    });
  }
}

}  // namespace quantscope::gui
