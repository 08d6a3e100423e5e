#pragma once

#include <unordered_map>

#include "core/storage/hdf5_handle.h"
#include "core/storage/model_file.h"
#include "core/storage/open_datasets.h"

namespace quantscope::storage {

struct ModelFile::State {
  std::filesystem::path path;
  FileIdentity identity;
  Handle file;
  std::unique_ptr<OpenDatasets> datasets;
  bool is_model = false;
  std::string name, architecture, source, licence, label;
  std::map<std::string, ConfigValue> config;
  std::vector<std::string> skipped;
  std::vector<TensorInfo> tensors;
  std::unordered_map<std::string, std::size_t> by_path, by_name;
  std::unordered_map<std::string, TensorInfo> calibration;   ///< by path
  std::unordered_map<std::string, std::string> stored_path;  ///< of names that are not UTF-8
  std::map<std::string, std::string> texts;                  ///< name → path

  // Of a joined file; it has no HDF5 file of its own.
  std::shared_ptr<const ModelFile> base, captured;
  std::vector<TensorPlace> places;  ///< by tensor

  void read_header();
  void list_tensors();
  void add(const std::string& stored);
  void finish();
  void index_tensors();
  const std::string& stored_path_of(const TensorInfo& info) const;
};

}  // namespace quantscope::storage
