#include "app/gui/file_opener.h"

#include <QDir>
#include <QFileInfo>

#include "core/storage/import_model.h"

namespace quantscope::gui {

bool needs_import(const QString& path) {
  const QFileInfo info(path);
  if (info.isDir()) return true;
  const QString ending = info.suffix().toLower();
  return ending == QLatin1String("safetensors") || ending == QLatin1String("npy") ||
         ending == QLatin1String("npz") || ending == QLatin1String("bin");
}

QString import_target(const QString& source, const QString& fallback_folder) {
  const QFileInfo info(QDir::cleanPath(source));
  const QString name = (info.isDir() ? info.fileName() : info.completeBaseName()) + QStringLiteral(".h5");
  const QString folder = QFileInfo(info.absolutePath()).isWritable() ? info.absolutePath() : fallback_folder;
  return QDir(folder).filePath(name);
}

FileOpener::FileOpener(QObject* parent) : QObject(parent) {}

FileOpener::~FileOpener() {
  stop_.request_stop();
}

template <typename Call>
void FileOpener::tell(int generation, Call call) {
  deliver(this, [this, generation, call = std::move(call)] {
    if (generation == generation_) call();
  });
}

void FileOpener::open(const QString& path, const QString& inputs) {
  start(path, [this, path, inputs](const base::Job&) {
    auto document = Document::open(path);
    if (inputs.isEmpty()) return document;
    try {
      return document->with_captured(storage::ModelFile::open(inputs.toStdString()));
    } catch (const base::Error& error) {
      deliver(this, [this, inputs, problem = QString::fromStdString(error.what())] {
        emit inputsRefused(inputs, problem);
      });
      return document;
    }
  });
}

void FileOpener::make(const QString& target, std::function<void(const base::Job&)> write) {
  start(target, [target, write = std::move(write)](const base::Job& job) {
    write(job);
    return Document::open(target);
  });
}

void FileOpener::import(const QString& source, const QString& target) {
  start(source, [this, source, target](const base::Job& job) {
    const storage::ImportResult result =
        storage::import_model(source.toStdString(), target.toStdString(), {}, job);
    QStringList notes;
    for (const std::string& note : result.notes) notes << QString::fromStdString(note);
    if (!notes.isEmpty()) deliver(this, [this, source, notes] { emit importNotes(source, notes); });
    return Document::open(target);
  });
}

void FileOpener::cancel() {
  stop_.request_stop();
}

void FileOpener::start(const QString& path,
                       std::function<std::shared_ptr<const Document>(const base::Job&)> work) {
  stop_.request_stop();
  stop_ = std::stop_source();
  busy_ = true;
  const int generation = ++generation_;
  emit progress(path, -1);
  worker_.post_latest([this, path, generation, work = std::move(work), stop = stop_.get_token()] {
    base::Job job;
    job.stop = stop;
    job.progress = [this, generation](double fraction, std::string_view activity) {
      tell(generation, [this, fraction,
                        text = QString::fromUtf8(activity.data(), static_cast<qsizetype>(activity.size()))] {
        if (busy_) emit progress(text, fraction);
      });
    };
    try {
      job.check();
      auto document = work(job);
      job.check();
      tell(generation, [this, document] {
        busy_ = false;
        emit opened(document);
      });
    } catch (const base::Cancelled&) {
      tell(generation, [this, path] {
        busy_ = false;
        emit cancelled(path);
      });
    } catch (const std::exception& error) {
      tell(generation, [this, path, problem = QString::fromStdString(error.what())] {
        busy_ = false;
        emit failed(path, problem);
      });
    }
  });
}

}  // namespace quantscope::gui
