#include "app/gui/document.h"

#include <QFileInfo>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/calibration/known_input.h"

namespace quantscope::gui {
namespace {

/// What the calibration behind an input counted.
qint64 tokens_run(const storage::ModelFile& file, const storage::TensorInfo& input) {
  const storage::ModelFile& holder = *file.place_of(input).file;
  const storage::TensorInfo* count =
      holder.find_calibration(calibration::calibration_path(input.module, calibration::parts::tokens));
  if (!count || tensor::element_count(count->shape) != 1) return 0;
  try {
    return static_cast<qint64>(tensor::to_matrix(holder.read(*count).view())(0, 0));
  } catch (const base::Error&) {
    return 0;  // a damaged dataset
  }
}

std::unique_ptr<const InputOrigin> origin_of(const Document& document, const storage::TensorInfo& info) {
  if (info.role != storage::TensorRole::activation && info.role != storage::TensorRole::channel_absmax)
    return nullptr;
  std::map<std::string, storage::ConfigValue> attributes;
  try {
    attributes = document.file().attributes(info);
  } catch (const base::Error&) {
    // A damaged dataset; reading its values says so.
  }
  const auto value = [&](const char* name) {
    const auto found = attributes.find(name);
    return found == attributes.end() ? nlohmann::json()
                                     : nlohmann::json::parse(found->second, nullptr, false);
  };
  const auto number = [&](const char* name) {
    const nlohmann::json json = value(name);
    return json.is_number_integer() ? json.get<qint64>() : 0;
  };
  auto origin = std::make_unique<InputOrigin>();
  if (const nlohmann::json text = value("text"); text.is_string())
    origin->text = QString::fromStdString(text.get<std::string>());
  if (info.role == storage::TensorRole::activation) origin->tokens = info.matrix().rows;
  origin->windows = number("windows");
  origin->window_tokens = number("tokens_per_window");
  origin->run_tokens = tokens_run(document.file(), info);
  origin->captured =
      document.captured_file() && document.file().place_of(info).file == document.captured_file().get();
  return origin;
}

}  // namespace

std::shared_ptr<const Document> Document::open(const QString& path) {
  return std::make_shared<const Document>(storage::ModelFile::open(path.toStdString()));
}

Document::Document(std::shared_ptr<const storage::ModelFile> file,
                   std::shared_ptr<const storage::ModelFile> captured)
    : own_(std::move(file)),
      captured_(std::move(captured)),
      file_(captured_ ? storage::ModelFile::joined(own_, captured_) : own_),
      origins_(file_->tensors().size()),
      sites_(*file_) {
  for (std::size_t i = 0; i < origins_.size(); ++i) origins_[i] = origin_of(*this, file_->tensors()[i]);
}

std::shared_ptr<const Document> Document::with_captured(
    std::shared_ptr<const storage::ModelFile> captured) const {
  return std::make_shared<const Document>(own_, std::move(captured));
}

bool Document::shares(int index, const Document& other) const {
  if (index < 0 || index >= static_cast<int>(std::min(tensors().size(), other.tensors().size())))
    return false;
  const storage::TensorPlace here = file_->place_of(tensor(index));
  const storage::TensorPlace there = other.file_->place_of(other.tensor(index));
  return here.file == there.file && here.tensor == there.tensor;
}

QString Document::captured_path() const {
  return captured_ ? QString::fromStdString(captured_->path().string()) : QString();
}

const InputOrigin* Document::origin(int tensor) const {
  return origins_.at(static_cast<std::size_t>(tensor)).get();
}

const calibration::SitePlan& Document::site_of(int tensor) const {
  return sites_.sites().at(static_cast<std::size_t>(sites_.site_of(tensor)));
}

QString Document::path() const {
  return QString::fromStdString(file_->path().string());
}

QString Document::display_name() const {
  return QFileInfo(path()).fileName();
}

QString Document::label() const {
  return QString::fromStdString(file_->label());
}

QString Document::title() const {
  return label().isEmpty() ? display_name() : display_name() + QStringLiteral(" · ") + label();
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
