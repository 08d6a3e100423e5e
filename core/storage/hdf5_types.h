#pragma once

#include <optional>
#include <string>

#include "core/storage/hdf5_handle.h"
#include "core/tensor/element_type.h"

namespace quantscope::storage {

/// How the elements of a dataset are read: the type in memory, or the reason why they are no numbers.
struct NumericType {
  std::optional<tensor::ElementType> element;
  std::string reason;  ///< "text, not numbers"; empty where element is set
};

/// `file_type` is the dataset's type; `element_type_attribute` its attribute of that name or empty ("bf16" or
/// "bfloat16" on a uint16 dataset). Integers of 1, 2, 4 and 8 bytes of either byte order and sign,
/// enumerations of them (h5py's bool), binary16, bfloat16, binary32, binary64; other floating types are
/// widened to f32 or f64 by HDF5.
NumericType numeric_type(hid_t file_type, const std::string& element_type_attribute);

/// The HDF5 type of elements in memory; bf16 as uint16. `file_type` decides for enumerations, which HDF5
/// reads as such only.
Handle memory_type(tensor::ElementType element, hid_t file_type);
/// The little-endian type that new datasets get; bf16 as uint16.
Handle stored_type(tensor::ElementType element);

/// h5py's boolean: an enumeration of int8 with FALSE = 0 and TRUE = 1.
Handle boolean_type();
/// Variable-length UTF-8 text, which h5py reads as str.
Handle text_type();

}  // namespace quantscope::storage
