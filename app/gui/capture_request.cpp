#include "app/gui/capture_request.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <chrono>

#include "core/kernels/float_matmul.h"
#include "core/model/input_capture.h"
#include "core/model/run_memory.h"
#include "core/model/tokenizer.h"
#include "core/storage/file_identity.h"

namespace quantscope::gui {
namespace {

struct CaptureWords {
  Q_DECLARE_TR_FUNCTIONS(quantscope::gui::CaptureRequest)
};

std::string utf8(const QString& text) {
  return text.toStdString();
}

/// The rate of the kernel that the float layers run on, at a size that takes some milliseconds.
double measured_multiply_adds(const base::Job& job) {
  constexpr std::int64_t tokens = 128, features = 768;
  tensor::Matrix x(tokens, features), weights(features, features);
  std::ranges::fill(x.values(), 0.5f);
  std::ranges::fill(weights.values(), 0.25f);
  double best = 0;
  for (int run = 0; run < 3; ++run) {
    const auto start = std::chrono::steady_clock::now();
    kernels::matmul_transposed(x, weights.view(), job);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    best = std::max(best, static_cast<double>(tokens * features * features) / std::max(seconds, 1e-9));
  }
  return best;
}

std::int64_t window_of(const model::ModelConfig& config) {
  return std::min<std::int64_t>(config.context, CaptureRequest::longest_window);
}

model::CaptureOptions capture_options(const CaptureRequest& request) {
  model::CaptureOptions options;
  options.sample_tokens = request.sample_tokens;
  options.hessian = request.hessian;
  return options;
}

model::RunMemory needed_memory(const model::ModelConfig& config, double bits_per_weight,
                               const CaptureRequest& request) {
  // Short windows run side by side, see model::perplexity_decoder().
  constexpr std::int64_t tokens_side_by_side = 512;
  model::DecoderOptions decoder;
  decoder.capacity = window_of(config);
  decoder.sequences = static_cast<int>(std::max<std::int64_t>(1, tokens_side_by_side / decoder.capacity));
  model::RunMemory need = model::estimated_memory(config, bits_per_weight, bits_per_weight, decoder,
                                                  decoder.sequences * decoder.capacity);
  need.working += model::capture_bytes(config, request.tokens, capture_options(request));
  return need;
}

double bits_per_weight(const storage::ModelFile& file, double& values) {
  double bits = 0;
  for (const storage::TensorInfo& info : file.tensors()) {
    if (info.role != storage::TensorRole::weight) continue;
    const auto count = static_cast<double>(tensor::element_count(info.shape));
    values += count;
    bits += count * 8 * static_cast<double>(tensor::element_size(info.type));
  }
  return values > 0 ? bits / values : 32;
}

/// Of a long text only what can hold so many tokens.
std::string read_text(const Document& document, const CaptureRequest& request) {
  constexpr qint64 most_bytes_a_token = 64, least_bytes = 1 << 16;
  const qint64 most = std::max(request.tokens * most_bytes_a_token, least_bytes);
  std::string text;
  if (request.text_is_file) {
    QFile file(request.text);
    if (!file.open(QIODevice::ReadOnly))
      throw base::Error("cannot open: " + utf8(file.errorString()), utf8(request.text));
    text = file.read(most).toStdString();
  } else {
    text = document.own_file()->text(utf8(request.text));
  }
  std::size_t end = std::min(text.size(), static_cast<std::size_t>(most));
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

}  // namespace

QString CaptureRequest::text_name() const {
  return text_is_file ? QFileInfo(text).fileName() : text;
}

CaptureFacts capture_facts(const std::shared_ptr<const Document>& document, const base::Job& job) {
  const storage::ModelFile& file = *document->own_file();
  CaptureFacts facts;
  facts.document = document;
  facts.config = model::model_config(file);
  if (file.tokenizer_kind().empty())
    throw base::Error("the file has no tokenizer, so no text can be run", file.path().string(),
                      "import the model with its tokenizer");
  for (const std::string& name : file.text_names()) facts.texts << QString::fromStdString(name);
  facts.bits_per_weight = bits_per_weight(file, facts.values);
  facts.multiply_adds_per_second = measured_multiply_adds(job);
  facts.available_memory = model::available_memory();
  return facts;
}

CaptureEstimate estimate(const CaptureFacts& facts, const CaptureRequest& request) {
  const model::ModelConfig& config = facts.config;
  const auto tokens = static_cast<double>(request.tokens);
  const auto blocks = static_cast<double>(config.layers);
  const auto hidden = static_cast<double>(config.hidden_size);
  const auto attention = static_cast<double>(config.heads * config.head_size);
  const auto inner = static_cast<double>(config.feed_forward_size);
  const double channels = blocks * (2 * hidden + attention + inner) + hidden;
  const double products =
      blocks * (2 * hidden * hidden + attention * attention + inner * inner) + hidden * hidden;

  CaptureEstimate result;
  result.memory = needed_memory(config, facts.bits_per_weight, request).total();
  const double samples = std::min(tokens, static_cast<double>(request.sample_tokens));
  result.file = static_cast<std::uint64_t>(2 * samples * channels + (request.hessian ? 4 * products : 0));
  const double multiply_adds = tokens * (facts.values + (request.hessian ? products / 2 : 0));
  result.seconds = multiply_adds / std::max(facts.multiply_adds_per_second, 1.0);
  return result;
}

std::vector<base::ParameterSpec> capture_parameters() {
  const CaptureRequest defaults;
  base::ParameterSpec tokens;
  tokens.id = "tokens";
  tokens.label = utf8(CaptureWords::tr("Tokens to run"));
  tokens.help =
      utf8(CaptureWords::tr("From the beginning of the text; all of it where it is shorter. Ranges, mean "
                            "squares and XᵀX are of all tokens."));
  tokens.unit = utf8(CaptureWords::tr("tokens"));
  tokens.kind = base::ParameterKind::integer;
  tokens.minimum = 16;
  tokens.maximum = 1 << 20;
  tokens.logarithmic = true;
  tokens.default_value = static_cast<double>(defaults.tokens);
  base::ParameterSpec samples = tokens;
  samples.id = "sample_tokens";
  samples.label = utf8(CaptureWords::tr("Tokens to keep"));
  samples.help =
      utf8(CaptureWords::tr("Rows of each input that are kept as they are, evenly spread over the tokens "
                            "run: what the charts show and the methods try settings on."));
  samples.minimum = 1;
  samples.maximum = 1 << 16;
  samples.default_value = static_cast<double>(defaults.sample_tokens);
  base::ParameterSpec hessian;
  hessian.id = "hessian";
  hessian.label = utf8(CaptureWords::tr("Sum of products XᵀX"));
  hessian.help =
      utf8(CaptureWords::tr("What GPTQ and SparseGPT ask for: a matrix of channels × channels a site, by "
                            "far the most of the memory and of the file."));
  hessian.kind = base::ParameterKind::boolean;
  hessian.default_value = defaults.hessian;
  return {tokens, samples, hessian};
}

void set_values(CaptureRequest& request, const base::ParameterValues& completed) {
  request.tokens = static_cast<qint64>(std::get<double>(completed.at("tokens")));
  request.sample_tokens = static_cast<qint64>(std::get<double>(completed.at("sample_tokens")));
  request.hessian = std::get<bool>(completed.at("hessian"));
}

QString captured_file_path(const QString& folder, const Document& document, const CaptureRequest& request) {
  const std::string text =
      request.text_is_file ? storage::identity_of(utf8(request.text)).key() : utf8(request.text);
  const QString key = QStringLiteral("%1\n%2\n%3\n%4\n%5\n%6")
                          .arg(QString::fromStdString(document.own_file()->identity().key()),
                               request.text_is_file ? "file" : "text", QString::fromStdString(text))
                          .arg(request.tokens)
                          .arg(request.sample_tokens)
                          .arg(request.hessian);
  const QByteArray digest = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex();
  return QDir(folder).filePath(QString::fromLatin1(digest.left(32)) + QStringLiteral(".h5"));
}

void capture_to(const Document& document, const CaptureRequest& request, const QString& target,
                const base::Job& job) {
  const auto& file = document.own_file();
  const model::ModelConfig config = model::model_config(*file);
  const auto tokenizer = model::tokenizer_of(*file);
  double values = 0;
  model::require_memory(needed_memory(config, bits_per_weight(*file, values), request),
                        model::available_memory(), file->path().string());
  model::PerplexityProtocol protocol;
  protocol.window = window_of(config);
  const std::vector<int> ids = tokenizer->encode(read_text(document, request));
  const model::EvaluationText text =
      model::evaluation_text(ids, tokenizer->beginning_token(), config, protocol, request.tokens);
  job.check();
  const auto transformer =
      model::Transformer::load(*model::file_weights(file), config, {}, job.part(0, 0.15));
  const model::InputCapture capture = model::capture_inputs(transformer, text, utf8(request.text_name()),
                                                            capture_options(request), job.part(0.15, 0.95));
  model::write_capture(capture, utf8(target), file->name(), file->architecture(), file->label(),
                       job.part(0.95, 1));
}

}  // namespace quantscope::gui
