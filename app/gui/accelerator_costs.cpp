#include "app/gui/accelerator_costs.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/methods/method.h"

namespace quantscope::gui {
namespace {

std::uint64_t weight_bytes(const Document& document) {
  std::uint64_t bytes = 0;
  for (const storage::TensorInfo& info : document.tensors())
    if (info.role == storage::TensorRole::weight) bytes += info.bytes();
  return bytes;
}

AcceleratorCosts::Known found_costs(const CostRequest& request, const base::Job& job) {
  AcceleratorCosts::Known known;
  try {
    const methods::Method& method = methods::method_by_id(request.setting.method);
    known.costs = std::make_shared<const study::MethodCosts>(
        request.document ? study::method_costs(request.document->file(), method, request.setting.values, job)
                         : study::method_costs(*request.shape, method, request.setting.values, job));
  } catch (const base::Error& error) {
    known.problem = QString::fromStdString(error.what());
  }
  return known;
}

}  // namespace

AcceleratorCosts::AcceleratorCosts(QObject* parent) : QObject(parent) {}

AcceleratorCosts::~AcceleratorCosts() {
  stop_.request_stop();
}

void AcceleratorCosts::look(const std::shared_ptr<const Document>& document) {
  if (document == document_) return;
  document_ = document;
  file_shape_ = nullptr;
  file_problem_.clear();
  const int number = ++look_;
  looking_ = document != nullptr;
  if (!document) return;
  worker_.post([this, document, number] {
    std::shared_ptr<const hardware::ModelShape> shape;
    QString problem;
    try {
      shape = std::make_shared<const hardware::ModelShape>(study::model_shape(document->file()));
    } catch (const base::Error& error) {
      problem = QString::fromStdString(error.what());
    }
    deliver(this, [this, shape, problem, number] {
      if (number != look_) return;
      looking_ = false;
      file_shape_ = shape;
      file_problem_ = problem;
      emit looked();
    });
  });
}

std::string AcceleratorCosts::key_of(const CostRequest& request) const {
  std::string key = request.document ? "file " + request.document->path().toStdString() + '\n' +
                                           request.document->captured_path().toStdString()
                                     : "shape " + request.shape->id + '\n' + request.shape->source;
  key += '\n' + request.setting.method;
  for (const auto& [id, value] : request.setting.values) key += '\n' + id + '=' + base::parameter_text(value);
  return key;
}

const AcceleratorCosts::Known* AcceleratorCosts::known(const CostRequest& request) const {
  const auto found = known_.find(key_of(request));
  return found == known_.end() ? nullptr : &found->second;
}

void AcceleratorCosts::want(std::vector<CostRequest> requests) {
  std::vector<std::string> keys;
  std::vector<CostRequest> missing;
  for (CostRequest& request : requests) {
    if (known(request)) continue;
    keys.push_back(key_of(request));
    if (request.document && weight_bytes(*request.document) > most_bytes) request.document = nullptr;
    missing.push_back(std::move(request));
  }
  if (finding_ && keys == wanted_) return;
  // Layers of a file take a while; a moving hand would see nothing of a shape's were they stopped too.
  if (finding_ && slow_) stop_.request_stop();
  stop_ = std::stop_source();
  slow_ =
      std::ranges::any_of(missing, [](const CostRequest& request) { return request.document != nullptr; });
  wanted_ = keys;
  finding_ = !missing.empty();
  const int number = ++search_;
  if (missing.empty()) return;
  worker_.post_latest([this, number, keys, missing, stop = stop_.get_token()] {
    base::Job job;
    job.stop = stop;
    try {
      for (std::size_t i = 0; i < missing.size(); ++i) {
        job.check();
        deliver(this, [this, number, key = keys[i], known = found_costs(missing[i], job)] {
          if (known_.size() >= most_remembered) known_.clear();
          known_[key] = known;
          if (number == search_) emit arrived();
        });
      }
    } catch (const base::Cancelled&) {
      return;
    }
    deliver(this, [this, number] {
      if (number != search_) return;
      finding_ = false;
      emit arrived();
    });
  });
}

}  // namespace quantscope::gui
