// Hugging Face folders: config.json, safetensors (one, or several with an index), tokenizer files, licence.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/error.h"
#include "core/storage/hdf5_handle.h"
#include "core/storage/importers.h"
#include "core/storage/tensor_names.h"

namespace quantscope::storage {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Files = std::vector<std::unique_ptr<SafetensorsFile>>;

json read_json(const fs::path& path) {
  json value = json::parse(read_small_file(path), nullptr, false);
  if (!value.is_object()) throw base::Error("no valid JSON object", path.string(), "the file is damaged");
  return value;
}

std::vector<fs::path> safetensors_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".safetensors") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

bool holds_activations_only(const SafetensorsFile& file) {
  return std::all_of(file.entries().begin(), file.entries().end(),
                     [](const auto& entry) { return path_for(entry.name).starts_with("/activations/"); });
}

/// The shards that the index names, after a check that each tensor is where the index says.
Files open_indexed(const fs::path& folder, const fs::path& index_path) {
  const json index = read_json(index_path);
  if (!index.contains("weight_map") || !index["weight_map"].is_object())
    throw base::Error("it has no weight_map", index_path.string(), "the file is damaged");
  std::map<std::string, std::set<std::string>> expected;
  for (const auto& [tensor_name, shard] : index["weight_map"].items()) {
    const std::string name = shard.is_string() ? shard.get<std::string>() : "";
    if (name.empty() || name.find('/') != std::string::npos || name == "..")
      throw base::Error("it does not name a file of this folder", place(index_path.string(), tensor_name));
    expected[name].insert(tensor_name);
  }
  Files files;
  for (auto& [name, tensors] : expected) {
    files.push_back(std::make_unique<SafetensorsFile>(folder / name));
    for (const SafetensorsFile::Entry& entry : files.back()->entries()) tensors.erase(entry.name);
    if (!tensors.empty())
      throw base::Error("the index names this tensor, the file lacks it",
                        place((folder / name).string(), *tensors.begin()));
  }
  return files;
}

/// The checkpoint's files, and further ones that hold captured activations alone.
Files open_checkpoint(const fs::path& folder, std::vector<std::string>& notes) {
  const fs::path single = folder / "model.safetensors", index = folder / "model.safetensors.index.json";
  const std::vector<fs::path> all = safetensors_in(folder);
  Files files;
  if (fs::exists(single))
    files.push_back(std::make_unique<SafetensorsFile>(single));
  else if (fs::exists(index))
    files = open_indexed(folder, index);
  else if (all.empty())
    throw base::Error("the folder has no safetensors file", folder.string(),
                      "PyTorch's .bin and .pt files are not read; convert them to safetensors");
  const bool complete = !files.empty();
  for (const fs::path& path : all) {
    const auto is_path = [&](const auto& file) { return file->path() == path; };
    if (std::any_of(files.begin(), files.end(), is_path)) continue;
    auto file = std::make_unique<SafetensorsFile>(path);
    if (!complete || holds_activations_only(*file))
      files.push_back(std::move(file));
    else
      notes.push_back(path.filename().string() + ": left out, no part of the checkpoint");
  }
  return files;
}

std::string licence_in(const fs::path& folder) {
  for (const char* name : {"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"})
    if (fs::is_regular_file(folder / name)) return read_small_file(folder / name, 1 << 20);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().starts_with("LICENSE") && entry.is_regular_file())
      return read_small_file(entry.path(), 1 << 20);
  return {};
}

/// vocab.json and merges.txt as the tokenizer.json of a byte-level BPE.
std::string packed_bpe(const fs::path& folder) {
  json merges = json::array();
  const std::string text = read_small_file(folder / "merges.txt");
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty() && !line.starts_with("#version")) merges.push_back(line);
    begin = end + 1;
  }
  const json tokenizer = {
      {"version", "1.0"},
      {"added_tokens", json::array()},
      {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", false}}},
      {"decoder", {{"type", "ByteLevel"}}},
      {"model", {{"type", "BPE"}, {"vocab", read_json(folder / "vocab.json")}, {"merges", merges}}}};
  return tokenizer.dump(-1, ' ', false, json::error_handler_t::replace);
}

void add_tokenizer(ImportSink& sink, const fs::path& folder) {
  if (fs::exists(folder / "tokenizer.model"))
    sink.writer().write_tokenizer("sentencepiece", read_small_file(folder / "tokenizer.model"));
  else if (fs::exists(folder / "tokenizer.json"))
    sink.writer().write_tokenizer("bpe-json", read_small_file(folder / "tokenizer.json"));
  else if (fs::exists(folder / "vocab.json") && fs::exists(folder / "merges.txt"))
    sink.writer().write_tokenizer("bpe-json", packed_bpe(folder));
  else
    sink.note("the folder has no tokenizer; text cannot be run through this model");
}

}  // namespace

ImportResult import_huggingface_folder(const ImportRequest& request) {
  std::vector<std::string> notes;
  const Files files = open_checkpoint(request.source, notes);
  ModelWriter::Header header;
  header.name = model_name(request.options, fs::canonical(request.source).filename());
  header.source = fs::canonical(request.source).filename().string();
  header.licence = licence_in(request.source);
  if (fs::exists(request.source / "config.json")) {
    const json config = read_json(request.source / "config.json");
    for (const auto& [key, value] : config.items()) header.config[key] = value.dump();
    if (config.contains("model_type") && config["model_type"].is_string())
      header.architecture = config["model_type"];
    if (request.options.float_type) set_float_type(header.config, *request.options.float_type);
  } else {
    notes.emplace_back("the folder has no config.json; the model can be looked at, not run");
  }
  std::uint64_t bytes = 0;
  std::vector<std::pair<std::string, tensor::Shape>> shapes;
  for (const auto& file : files) {
    bytes += file->data_bytes();
    for (const SafetensorsFile::Entry& entry : file->entries()) shapes.emplace_back(entry.name, entry.shape);
  }
  if (header.architecture.empty()) header.architecture = guessed_architecture(shapes);
  ImportSink sink(request.target, header, request.options, request.job, bytes);
  for (std::string& note : notes) sink.note(std::move(note));
  for (const auto& file : files) add_safetensors(sink, *file);
  add_tokenizer(sink, request.source);
  return sink.finish();
}

}  // namespace quantscope::storage
