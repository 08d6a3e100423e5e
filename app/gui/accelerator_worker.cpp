#include "app/gui/accelerator_worker.h"

#include "core/base/error.h"
#include "core/hardware/this_computer.h"

namespace quantscope::gui {

AcceleratorWorker::AcceleratorWorker(QObject* parent)
    : QObject(parent),
      tilings_(std::make_shared<hardware::TilingCache>()),
      newest_(std::make_shared<std::atomic<int>>(0)) {}

AcceleratorWorker::~AcceleratorWorker() {
  ++*newest_;
  stop_.request_stop();
}

void AcceleratorWorker::ask(AcceleratorQuestion question) {
  const int number = ++asked_;
  *newest_ = number;
  pricing_ = true;
  worker_.post_latest([this, number, question = std::move(question), tilings = tilings_, newest = newest_] {
    price(
        question, *tilings, [&] { return newest->load() != number; },
        [&](const AcceleratorAnswer& answer) {
          deliver(this, [this, number, told = std::make_shared<const AcceleratorAnswer>(answer)] {
            if (number > dropped_) emit answered(told);
          });
        });
    deliver(this, [this, number] {
      if (number != asked_ || number <= dropped_) return;
      pricing_ = false;
      emit finished();
    });
  });
}

void AcceleratorWorker::drop() {
  worker_.clear();
  dropped_ = asked_;
  ++*newest_;
  pricing_ = false;
}

void AcceleratorWorker::measure() {
  if (measuring_) return;
  measuring_ = true;
  stop_ = std::stop_source();
  measurer_.post([this, stop = stop_.get_token()] {
    base::Job job;
    job.stop = stop;
    job.progress = [this](double fraction, std::string_view activity) {
      deliver(this, [this, fraction, text = QString::fromUtf8(activity.data(), qsizetype(activity.size()))] {
        if (measuring_) emit progress(fraction, text);
      });
    };
    const auto end = [this](bool cancelled, const QString& problem) {
      deliver(this, [this, cancelled, problem] {
        measuring_ = false;
        emit measuringEnded(cancelled, problem);
      });
    };
    try {
      auto found = std::make_shared<const hardware::Accelerator>(hardware::measure_this_computer(job));
      deliver(this, [this, found] { emit measured(found); });
      end(false, {});
    } catch (const base::Cancelled&) {
      end(true, {});
    } catch (const std::exception& error) {
      end(false, QString::fromStdString(error.what()));
    }
  });
}

void AcceleratorWorker::cancel_measuring() {
  stop_.request_stop();
}

}  // namespace quantscope::gui
