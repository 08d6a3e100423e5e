#pragma once

#include <QObject>
#include <memory>
#include <stop_token>

#include "app/gui/document.h"
#include "app/gui/worker.h"

namespace quantscope::gui {

/// True for what is no HDF5 file but can become a model file: a folder, safetensors, NumPy, llama2.c.
bool needs_import(const QString& path);
/// Where an import goes unless the user says otherwise: beside the source if that can be written, else into
/// `fallback_folder`.
QString import_target(const QString& source, const QString& fallback_folder);

/// Opens and imports files in the background; the newest request wins.
class FileOpener : public QObject {
  Q_OBJECT

 public:
  explicit FileOpener(QObject* parent = nullptr);
  ~FileOpener() override;

  /// `inputs`: a file of captured inputs to join; empty for none. Where they do not suit the model it is
  /// opened without them.
  void open(const QString& path, const QString& inputs = {});
  /// Converts `source` into the model file `target` and opens that.
  void import(const QString& source, const QString& target);
  /// Writes the file `target` and opens that. `write` runs in the background.
  void make(const QString& target, std::function<void(const base::Job&)> write);
  void cancel();
  bool busy() const { return busy_; }

 signals:
  void opened(const std::shared_ptr<const quantscope::gui::Document>& document);
  void failed(const QString& path, const QString& problem);
  void cancelled(const QString& path);
  /// Fraction below 0 where it is not known.
  void progress(const QString& activity, double fraction);
  void inputsRefused(const QString& inputs, const QString& problem);
  void importNotes(const QString& path, const QStringList& notes);

 private:
  void start(const QString& path, std::function<std::shared_ptr<const Document>(const base::Job&)> work);
  template <typename Call>
  void tell(int generation, Call call);

  std::stop_source stop_;
  int generation_ = 0;
  bool busy_ = false;
  Worker worker_;
};

}  // namespace quantscope::gui
