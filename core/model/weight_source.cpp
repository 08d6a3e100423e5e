#include "core/model/weight_source.h"

#include <utility>

#include "core/base/error.h"

namespace quantscope::model {
namespace {

class FileWeights : public WeightSource {
 public:
  explicit FileWeights(std::shared_ptr<const storage::ModelFile> file) : file_(std::move(file)) {}

  std::string where() const override { return file_->path().string(); }

  std::optional<tensor::Shape> shape(const std::string& name) const override {
    const storage::TensorInfo* info = find(name);
    if (!info) return std::nullopt;
    if (info->input_major) return tensor::Shape{info->matrix().columns, info->matrix().rows};
    return info->shape;
  }

  tensor::Tensor read(const std::string& name, const base::Job& job) const override {
    const storage::TensorInfo* info = find(name);
    if (!info) throw base::Error("there is no tensor " + name, where());
    tensor::Tensor values = file_->read(*info, job);
    return info->input_major ? tensor::transposed(values.view()) : values;
  }

 private:
  const storage::TensorInfo* find(const std::string& name) const { return file_->find("/weights/" + name); }

  std::shared_ptr<const storage::ModelFile> file_;
};

class MemoryWeights : public WeightSource {
 public:
  MemoryWeights(std::map<std::string, tensor::Tensor> tensors, std::string where)
      : tensors_(std::move(tensors)), where_(std::move(where)) {}

  std::string where() const override { return where_; }

  std::optional<tensor::Shape> shape(const std::string& name) const override {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) return std::nullopt;
    const tensor::Tensor& values = found->second;
    if (values.rows() == 1) return tensor::Shape{values.columns()};
    return tensor::Shape{values.rows(), values.columns()};
  }

  tensor::Tensor read(const std::string& name, const base::Job&) const override {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) throw base::Error("there is no tensor " + name, where_);
    return found->second;
  }

 private:
  std::map<std::string, tensor::Tensor> tensors_;
  std::string where_;
};

}  // namespace

std::shared_ptr<const WeightSource> file_weights(std::shared_ptr<const storage::ModelFile> file) {
  return std::make_shared<const FileWeights>(std::move(file));
}

std::shared_ptr<const WeightSource> memory_weights(std::map<std::string, tensor::Tensor> tensors,
                                                   std::string where) {
  return std::make_shared<const MemoryWeights>(std::move(tensors), std::move(where));
}

}  // namespace quantscope::model
