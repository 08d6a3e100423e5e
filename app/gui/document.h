#pragma once

#include <QString>
#include <memory>

#include "core/calibration/site_map.h"
#include "core/storage/model_file.h"

namespace quantscope::gui {

/// An open file: what it holds and how its tensors belong together. Immutable; any thread.
class Document {
 public:
  /// Lists the tensors and plans the sites; reads no tensor data. Throws base::Error.
  static std::shared_ptr<const Document> open(const QString& path);
  explicit Document(std::shared_ptr<const storage::ModelFile> file);

  const storage::ModelFile& file() const { return *file_; }
  /// For work that outlives the document.
  const std::shared_ptr<const storage::ModelFile>& shared_file() const { return file_; }
  const std::vector<storage::TensorInfo>& tensors() const { return file_->tensors(); }
  const storage::TensorInfo& tensor(int index) const { return tensors().at(static_cast<std::size_t>(index)); }
  const calibration::SiteMap& sites() const { return sites_; }
  const calibration::SitePlan& site_of(int tensor) const;

  QString path() const;
  QString display_name() const;  ///< "sample.h5"
  /// True where the tensor is a matrix that a method can quantize, or the captured input of one.
  bool is_quantizable(int tensor) const;
  bool has_quantizable_tensors() const;

 private:
  std::shared_ptr<const storage::ModelFile> file_;
  calibration::SiteMap sites_;
};

}  // namespace quantscope::gui
