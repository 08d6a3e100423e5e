#include "core/storage/import_model.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/storage/hdf5_attributes.h"
#include "core/storage/importers.h"

namespace quantscope::storage {
namespace {

namespace fs = std::filesystem;

constexpr const char* readable =
    "a Hugging Face folder, .safetensors, .npy, .npz or llama2.c .bin file can be imported";

ImportResult import_file(const ImportRequest& request) {
  const std::string name = request.source.string();
  SourceFile file(request.source);
  if (file.size() == 0) throw base::Error("the file is empty", name, readable);
  const std::string start =
      file.read_text(0, static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), 64)));
  if (start.starts_with("\x93NUMPY")) return import_npy(request);
  if (start.starts_with("PK\3\4") || start.starts_with("PK\5\6")) return import_npz(request);
  if (start.starts_with("\x89HDF\r\n\x1a\n"))
    throw base::Error("an HDF5 file already", name, "open it as it is");
  if (start.starts_with("GGUF")) throw base::Error("GGUF files cannot be imported yet", name, readable);
  if (SafetensorsFile::looks_like(start)) return import_safetensors(request);
  if (looks_like_llama2c(start, file.size())) return import_llama2c(request);
  if (fs::path(request.source).extension() == ".safetensors") return import_safetensors(request);
  throw base::Error("not a format that is known", name, readable);
}

}  // namespace

std::string model_name(const ImportOptions& options, const fs::path& fallback) {
  return options.name.empty() ? valid_utf8(fallback.string()) : options.name;
}

ImportResult import_model(const fs::path& source, const fs::path& target, const ImportOptions& options,
                          const base::Job& job) {
  if (options.float_type && !tensor::is_floating(*options.float_type))
    throw base::Error("weights are stored as floats", std::string(tensor::element_name(*options.float_type)),
                      "f32, f16 or bf16");
  if (!fs::exists(source)) throw base::Error("no such file or folder", source.string());
  if (fs::exists(target) && fs::equivalent(source, target))
    throw base::Error("source and target are the same", source.string(),
                      "choose another name for the target");
  const ImportRequest request{source, target, options, job};
  return fs::is_directory(source) ? import_huggingface_folder(request) : import_file(request);
}

}  // namespace quantscope::storage
