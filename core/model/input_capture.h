#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/calibration/input_knowledge.h"
#include "core/model/perplexity.h"

namespace quantscope::model {

struct CaptureOptions {
  std::int64_t sample_tokens =
      512;  ///< rows of samples kept a site: the first ones where keep_first, else evenly spread
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
  std::vector<SiteInput> sites;
  std::string text;  ///< name of the text that was run
  std::int64_t windows = 0, tokens_per_window = 0;
};

InputCapture capture_inputs(std::shared_ptr<const Transformer> model, const EvaluationText& text,
                            const std::string& text_name, const CaptureOptions& options = {},
                            const base::Job& job = {});

/// Writes a calibration file: a model file that holds /activations only (layout in datasets/README.md). The
/// file appears whole or not at all.
void write_capture(const InputCapture& capture, const std::filesystem::path& target,
                   const std::string& model_name, const std::string& architecture);

}  // namespace quantscope::model
