#pragma once

#include <QString>
#include <QStringList>
#include <memory>
#include <vector>

#include "app/gui/document.h"
#include "core/base/job.h"
#include "core/base/parameter.h"
#include "core/model/model_config.h"

namespace quantscope::gui {

/// What a capture runs and what it keeps.
struct CaptureRequest {
  static constexpr qint64 longest_window = 2048;  ///< tokens; the model's context where that is shorter

  QString text;               ///< name below /text of the model file, or the path of a UTF-8 file
  bool text_is_file = false;  ///< `text` is a path
  qint64 tokens = 4096;       ///< of the text at most, from its beginning
  qint64 sample_tokens = 512;
  bool hessian = true;

  /// The name that the captured file gives the text.
  QString text_name() const;
};

/// What the dialog says of a file before anything runs.
struct CaptureFacts {
  std::shared_ptr<const Document> document;
  model::ModelConfig config;
  QStringList texts;                    ///< names below /text
  double values = 0;                    ///< of all weights
  double bits_per_weight = 32;          ///< as the engine holds them
  double multiply_adds_per_second = 0;  ///< measured here
  std::uint64_t available_memory = 0;   ///< bytes
};

/// Reads the header and measures. Throws base::Error where the engine cannot run the file.
CaptureFacts capture_facts(const std::shared_ptr<const Document>& document, const base::Job& job);

/// Estimates from shapes; seconds for the whole `tokens`.
struct CaptureEstimate {
  std::uint64_t memory = 0, file = 0;  ///< bytes
  double seconds = 0;
};
CaptureEstimate estimate(const CaptureFacts& facts, const CaptureRequest& request);

/// tokens, sample_tokens, hessian.
std::vector<base::ParameterSpec> capture_parameters();
void set_values(CaptureRequest& request, const base::ParameterValues& completed);

/// Where the capture of this file, text and options is kept below `folder`.
QString captured_file_path(const QString& folder, const Document& document, const CaptureRequest& request);

/// Runs the model on the text and writes `target`, whole or not at all. Throws base::Error, base::Cancelled.
void capture_to(const Document& document, const CaptureRequest& request, const QString& target,
                const base::Job& job);

}  // namespace quantscope::gui
