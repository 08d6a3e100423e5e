#include "core/study/model_copy.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace quantscope::study {
namespace {

constexpr std::uint64_t tile_bytes = std::uint64_t{16} << 20;

/// The writer sets it itself where a type needs it.
constexpr const char* type_attribute = "element_type";

void copy_attributes(const storage::ModelFile& source, const storage::TensorInfo& info,
                     storage::ModelWriter& writer) {
  for (const auto& [name, text] : source.attributes(info)) {
    if (name == type_attribute) continue;
    const auto value = nlohmann::json::parse(text, nullptr, false);
    if (value.is_number_integer())
      writer.set_attribute(info.path, name, value.get<std::int64_t>());
    else if (value.is_number())
      writer.set_attribute(info.path, name, value.get<double>());
    else
      writer.set_attribute(info.path, name, value.is_string() ? value.get<std::string>() : text);
  }
}

}  // namespace

storage::ModelWriter::Header header_of(const storage::ModelFile& source) {
  return {source.name(),    source.architecture(), source.source(),
          source.licence(), source.config(),       source.label()};
}

void copy_tensor(const storage::ModelFile& source, const storage::TensorInfo& info,
                 storage::ModelWriter& writer, const base::Job& job) {
  writer.create(info.path, info.type, info.shape);
  const std::int64_t rows = info.matrix().rows;
  const std::int64_t step = source.tile_rows(info, tile_bytes);
  for (std::int64_t first = 0; first < rows; first += step) {
    job.check();
    const tensor::Tensor tile = source.read_rows(info, first, std::min(step, rows - first));
    writer.write_rows(info.path, first, tile.view());
  }
  copy_attributes(source, info, writer);
}

void copy_texts_and_tokenizer(const storage::ModelFile& source, storage::ModelWriter& writer) {
  for (const std::string& name : source.text_names()) writer.write_text(name, source.text(name));
  if (const std::string kind = source.tokenizer_kind(); !kind.empty())
    writer.write_tokenizer(kind, source.tokenizer_bytes());
}

}  // namespace quantscope::study
