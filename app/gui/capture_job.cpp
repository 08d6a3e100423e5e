#include "app/gui/capture_job.h"

#include <QDir>
#include <QFileInfo>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "app/gui/cached_files.h"
#include "core/base/atomic_file.h"

namespace quantscope::gui {
namespace {

constexpr std::size_t copied_at_once = std::size_t{4} << 20;

/// `target` appears whole or stays as it was.
void copy_file(const std::string& source, const std::string& target, const base::Job& job) {
  std::ifstream input(source, std::ios::binary | std::ios::ate);
  if (!input) throw base::Error(std::string("cannot open: ") + std::strerror(errno), source);
  const auto bytes = static_cast<double>(input.tellg());
  input.seekg(0);
  base::AtomicFile file(target);
  std::ofstream output(file.temporary_path(), std::ios::binary);
  std::vector<char> buffer(copied_at_once);
  double done = 0;
  while (input) {
    job.check();
    input.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    if (!output.write(buffer.data(), input.gcount())) break;
    done += static_cast<double>(input.gcount());
    if (bytes > 0) job.report(done / bytes, target);
  }
  output.close();
  if (!output || !input.eof()) throw base::Error("cannot write", target, "free some room on the disk");
  file.commit();
}

/// Null where there is none that can be used.
std::shared_ptr<const Document> opened_capture(const Document& document, const QString& path) {
  if (!QFileInfo::exists(path)) return nullptr;
  try {
    return document.with_captured(storage::ModelFile::open(path.toStdString()));
  } catch (const base::Error&) {
    return nullptr;  // damaged: it is captured anew and written over
  }
}

}  // namespace

CaptureJob::CaptureJob(QObject* parent) : QObject(parent) {}

CaptureJob::~CaptureJob() {
  stop_.request_stop();
}

template <typename Call>
void CaptureJob::tell(int generation, Call call) {
  deliver(this, [this, generation, call = std::move(call)] {
    if (generation == generation_) call();
  });
}

void CaptureJob::look(std::shared_ptr<const Document> document) {
  start(tr("looking at the model"), [this, document = std::move(document)](const base::Job& job) {
    const CaptureFacts facts = capture_facts(document, job);
    return Outcome{nullptr, [this, facts] { emit looked(facts); }};
  });
}

void CaptureJob::capture(std::shared_ptr<const Document> document, const CaptureRequest& request,
                         const QString& folder) {
  start(tr("capturing inputs"),
        [this, document = std::move(document), request, folder](const base::Job& job) {
          const QString path = captured_file_path(folder, *document, request);
          auto joined = opened_capture(*document, path);
          const bool from_cache = joined != nullptr;
          if (!joined) {
            QDir().mkpath(folder);
            capture_to(*document, request, path, job);
            prune_cached_files(folder, most_cached_bytes, {path, document->captured_path()});
            joined = document->with_captured(storage::ModelFile::open(path.toStdString()));
          }
          return Outcome{joined,
                         [this, text = request.text_name(), from_cache] { emit captured(text, from_cache); }};
        });
}

void CaptureJob::join(std::shared_ptr<const Document> document, const QString& path) {
  start(tr("joining inputs"), [document = std::move(document), path](const base::Job&) {
    return Outcome{document->with_captured(storage::ModelFile::open(path.toStdString())), {}};
  });
}

void CaptureJob::leave_out(std::shared_ptr<const Document> document) {
  start(tr("joining inputs"), [document = std::move(document)](const base::Job&) {
    return Outcome{document->with_captured(nullptr), {}};
  });
}

void CaptureJob::save_as(std::shared_ptr<const Document> document, const QString& target) {
  start(tr("saving inputs"), [this, document = std::move(document), target](const base::Job& job) {
    copy_file(document->captured_path().toStdString(), target.toStdString(), job);
    auto joined = document->with_captured(storage::ModelFile::open(target.toStdString()));
    return Outcome{joined, [this, target] { emit saved(target); }};
  });
}

void CaptureJob::cancel() {
  stop_.request_stop();
}

void CaptureJob::start(const QString& what, Work work) {
  stop_.request_stop();
  stop_ = std::stop_source();
  running_ = true;
  worker_.post_latest(
      [this, what, generation = ++generation_, work = std::move(work), stop = stop_.get_token()] {
        base::Job job;
        job.stop = stop;
        job.progress = [this, what, generation](double fraction, std::string_view activity) {
          const QString text = QString::fromUtf8(activity.data(), static_cast<qsizetype>(activity.size()));
          tell(generation, [this, fraction, text = what + QStringLiteral(": ") + text] {
            if (running_) emit progress(fraction, text);
          });
        };
        try {
          job.check();
          const Outcome outcome = work(job);
          job.check();
          tell(generation, [this, outcome] {
            running_ = false;
            if (outcome.announce) outcome.announce();
            if (outcome.document) emit ready(outcome.document);
          });
        } catch (const base::Cancelled&) {
          tell(generation, [this] {
            running_ = false;
            emit cancelled();
          });
        } catch (const std::exception& error) {
          tell(generation, [this, what, problem = QString::fromStdString(error.what())] {
            running_ = false;
            emit failed(what, problem);
          });
        }
      });
}

}  // namespace quantscope::gui
