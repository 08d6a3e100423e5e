#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/calibration/input_knowledge.h"
#include "core/model/perplexity.h"

namespace quantscope::model {

struct CaptureOptions {
  /// Rows of samples kept a site: the first ones where keep_first, else evenly spread over all tokens.
  std::int64_t sample_tokens = 512;
  bool keep_first = false;
  bool hessian = true;  ///< XᵀX, [in, in] a site
};

/// Runs the model on the windows and keeps, for each site's input, channel ranges, mean squares, samples of
/// tokens and XᵀX (products in f32, sums of blocks in f64). Windows as in the text; BOS rows count.
class InputCapture {
 public:
  struct SiteInput {
    std::string site;                  ///< LinearSite::name
    std::vector<std::string> modules;  ///< its layers, first leads
    std::int64_t tokens = 0;
    calibration::InputKnowledge input;
  };
  std::vector<SiteInput> sites;  ///< in the order of Transformer::sites(), the head's too
  std::string text;              ///< name of the text that was run
  std::int64_t windows = 0, tokens_per_window = 0;
  /// Which of the tokens that were run the samples are, by index over all windows; the same for all sites.
  std::vector<std::int64_t> sample_rows;
};

/// Bytes that the capture itself will hold beside the model, for require_memory().
std::uint64_t capture_bytes(const ModelConfig& config, std::int64_t tokens, const CaptureOptions& options);

/// Throws base::Error, also where an input is not finite; base::Cancelled.
InputCapture capture_inputs(std::shared_ptr<const Transformer> model, const EvaluationText& text,
                            const std::string& text_name, const CaptureOptions& options = {},
                            const base::Job& job = {});

/// Writes a calibration file: a model file that holds /activations and /calibration only (layout in
/// datasets/README.md). Samples are f16, f32 where a value is beyond f16. The file appears whole or not at
/// all. `label`: see storage::ModelFile::label().
void write_capture(const InputCapture& capture, const std::filesystem::path& target,
                   const std::string& model_name, const std::string& architecture,
                   const std::string& label = {}, const base::Job& job = {});

}  // namespace quantscope::model
