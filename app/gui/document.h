#pragma once

#include <QString>
#include <memory>
#include <vector>

#include "core/calibration/site_map.h"
#include "core/storage/model_file.h"

namespace quantscope::gui {

/// Where a captured input comes from, as its file says.
struct InputOrigin {
  QString text;              ///< name of what was run; empty where the file does not say
  qint64 tokens = 0;         ///< rows that are kept; 0 of maxima alone
  qint64 run_tokens = 0;     ///< that ranges and sums are of; 0 where the file does not say
  qint64 windows = 0;        ///< 0 where the file does not say
  qint64 window_tokens = 0;  ///< of each window, its beginning-of-text token counted
  bool captured = false;     ///< from the joined file, not from the model file
};

/// An open file, with the captured inputs that were joined to it: what it holds and how its tensors belong
/// together. Immutable; any thread.
class Document {
 public:
  /// Lists the tensors and plans the sites; reads no tensor data. Throws base::Error.
  static std::shared_ptr<const Document> open(const QString& path);
  /// Reads attributes of captured inputs. `captured`: see storage::ModelFile::joined(); null for none.
  explicit Document(std::shared_ptr<const storage::ModelFile> file,
                    std::shared_ptr<const storage::ModelFile> captured = nullptr);
  /// The same file with other captured inputs; null for its own alone. Tensors of the file keep their
  /// indices.
  std::shared_ptr<const Document> with_captured(std::shared_ptr<const storage::ModelFile> captured) const;

  /// With the captured inputs, where there are any.
  const storage::ModelFile& file() const { return *file_; }
  /// For work that outlives the document.
  const std::shared_ptr<const storage::ModelFile>& shared_file() const { return file_; }
  const std::shared_ptr<const storage::ModelFile>& own_file() const { return own_; }
  const std::shared_ptr<const storage::ModelFile>& captured_file() const { return captured_; }
  /// True where the tensor of this index is the same one in the other document of this file.
  bool shares(int tensor, const Document& other) const;
  QString captured_path() const;  ///< empty where nothing was joined
  /// Null for what is no captured input.
  const InputOrigin* origin(int tensor) const;
  const std::vector<storage::TensorInfo>& tensors() const { return file_->tensors(); }
  const storage::TensorInfo& tensor(int index) const { return tensors().at(static_cast<std::size_t>(index)); }
  const calibration::SiteMap& sites() const { return sites_; }
  const calibration::SitePlan& site_of(int tensor) const;

  QString path() const;
  QString display_name() const;  ///< "sample.h5"
  QString label() const;         ///< storage::ModelFile::label()
  QString title() const;  ///< the name with its label: "sample.h5 · emulated outliers: 4 channels × 30"
  /// True where the tensor is a matrix that a method can quantize, or the captured input of one.
  bool is_quantizable(int tensor) const;
  bool has_quantizable_tensors() const;

 private:
  std::shared_ptr<const storage::ModelFile> own_, captured_, file_;
  std::vector<std::unique_ptr<const InputOrigin>> origins_;  ///< by tensor
  calibration::SiteMap sites_;
};

}  // namespace quantscope::gui
