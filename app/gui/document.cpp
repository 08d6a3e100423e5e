#include "app/gui/document.h"

#include <QFileInfo>

namespace quantscope::gui {

std::shared_ptr<const Document> Document::open(const QString& path) {
  return std::make_shared<const Document>(storage::ModelFile::open(path.toStdString()));
}

Document::Document(std::shared_ptr<const storage::ModelFile> file) : file_(std::move(file)), sites_(*file_) {}

const calibration::SitePlan& Document::site_of(int tensor) const {
  return sites_.sites().at(static_cast<std::size_t>(sites_.site_of(tensor)));
}

QString Document::path() const {
  return QString::fromStdString(file_->path().string());
}

QString Document::display_name() const {
  return QFileInfo(path()).fileName();
}

bool Document::is_quantizable(int index) const {
  const storage::TensorInfo& info = tensor(index);
  if (info.role == storage::TensorRole::channel_absmax) return false;
  const tensor::MatrixShape shape = info.matrix();
  return shape.rows > 1 && shape.columns > 1;
}

bool Document::has_quantizable_tensors() const {
  for (int i = 0; i < static_cast<int>(tensors().size()); ++i)
    if (is_quantizable(i)) return true;
  return false;
}

}  // namespace quantscope::gui
