#include <fmt/format.h>

#include <charconv>

#include "core/storage/importers.h"
#include "core/storage/tensor_names.h"

namespace quantscope::storage {
namespace {

void describe_capture(ImportSink& sink, const std::string& path, const SafetensorsFile& file) {
  for (const char* key : {"text", "first_token", "windows", "tokens_per_window"}) {
    const auto found = file.metadata().find(key);
    if (found == file.metadata().end()) continue;
    const std::string& text = found->second;
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code == std::errc{} && end == text.data() + text.size())
      sink.writer().set_attribute(path, key, number);
    else
      sink.writer().set_attribute(path, key, text);
  }
}

}  // namespace

void add_safetensors(ImportSink& sink, SafetensorsFile& file) {
  bool widened = false;
  for (const SafetensorsFile::Entry& entry : file.entries()) {
    const std::string path = sink.tensor(
        entry.name, entry.type, entry.shape, entry.bytes,
        [&](std::int64_t first, std::int64_t count, std::byte* out) { file.read(entry, first, count, out); });
    if (path.starts_with("/activations/")) describe_capture(sink, path, file);
    widened = widened || entry.encoding != SafetensorsFile::Encoding::plain;
  }
  if (widened)
    sink.note(
        fmt::format("{}: 8-bit floats are stored as f16, which is exact", file.path().filename().string()));
}

ImportResult import_safetensors(const ImportRequest& request) {
  SafetensorsFile file(request.source);
  std::vector<std::pair<std::string, tensor::Shape>> shapes;
  for (const SafetensorsFile::Entry& entry : file.entries()) shapes.emplace_back(entry.name, entry.shape);
  ModelWriter::Header header;
  header.name = model_name(request.options, request.source.stem());
  header.architecture = guessed_architecture(shapes);
  header.source = request.source.filename().string();
  ImportSink sink(request.target, header, request.options, request.job, file.data_bytes());
  add_safetensors(sink, file);
  return sink.finish();
}

}  // namespace quantscope::storage
