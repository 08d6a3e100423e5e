#include "core/storage/hdf5_types.h"

#include <fmt/format.h>

#include <array>

namespace quantscope::storage {
namespace {

using tensor::ElementType;

/// Bit positions of a floating type of two bytes.
struct FloatFields {
  std::size_t exponent_bits;
  std::size_t mantissa_bits;
  std::size_t bias;
};

constexpr FloatFields binary16{5, 10, 15};
constexpr FloatFields bfloat16{8, 7, 127};

Handle two_byte_float(const FloatFields& fields) {
  Handle type(H5Tcopy(H5T_IEEE_F32LE), H5Tclose);
  H5Tset_fields(type.get(), 15, fields.mantissa_bits, fields.exponent_bits, 0, fields.mantissa_bits);
  H5Tset_size(type.get(), 2);
  H5Tset_ebias(type.get(), fields.bias);
  return type;
}

bool has_fields(hid_t type, const FloatFields& fields) {
  std::size_t sign = 0, exponent = 0, exponent_bits = 0, mantissa = 0, mantissa_bits = 0;
  return H5Tget_size(type) == 2 &&
         H5Tget_fields(type, &sign, &exponent, &exponent_bits, &mantissa, &mantissa_bits) >= 0 &&
         H5Tget_ebias(type) == fields.bias && exponent_bits == fields.exponent_bits &&
         mantissa_bits == fields.mantissa_bits;
}

NumericType integer_type(hid_t type, const std::string& attribute) {
  const bool is_signed = H5Tget_sign(type) == H5T_SGN_2;
  switch (H5Tget_size(type)) {
    case 1:
      return {is_signed ? ElementType::i8 : ElementType::u8, {}};
    case 2:
      if (!is_signed && (attribute == "bf16" || attribute == "bfloat16")) return {ElementType::bf16, {}};
      return {is_signed ? ElementType::i16 : ElementType::u16, {}};
    case 4:
      return {is_signed ? ElementType::i32 : ElementType::u32, {}};
    case 8:
      return {is_signed ? ElementType::i64 : ElementType::u64, {}};
    default:
      return {{}, fmt::format("integers of {} bytes", H5Tget_size(type))};
  }
}

NumericType float_type(hid_t type) {
  if (has_fields(type, binary16)) return {ElementType::f16, {}};
  if (has_fields(type, bfloat16)) return {ElementType::bf16, {}};
  const std::size_t size = H5Tget_size(type);
  return {size <= 4 ? ElementType::f32 : ElementType::f64, {}};
}

}  // namespace

NumericType numeric_type(hid_t file_type, const std::string& attribute) {
  switch (H5Tget_class(file_type)) {
    case H5T_INTEGER:
      return integer_type(file_type, attribute);
    case H5T_FLOAT:
      return float_type(file_type);
    case H5T_ENUM: {
      const Handle base(H5Tget_super(file_type), H5Tclose);
      if (H5Tget_class(base.get()) != H5T_INTEGER) return {{}, "an enumeration without integers"};
      return integer_type(base.get(), {});
    }
    case H5T_STRING:
      return {{}, "text, not numbers"};
    case H5T_COMPOUND:
      return {{}, "compound elements (complex numbers or records)"};
    case H5T_VLEN:
      return {{}, "elements of variable length"};
    case H5T_OPAQUE:
      return {{}, "opaque bytes, not numbers"};
    case H5T_REFERENCE:
      return {{}, "references, not numbers"};
    case H5T_ARRAY:
      return {{}, "elements that are arrays themselves"};
    case H5T_BITFIELD:
      return {{}, "bit fields, not numbers"};
    case H5T_TIME:
      return {{}, "times, not numbers"};
    default:
      return {{}, "elements of an unknown type"};
  }
}

Handle memory_type(ElementType element, hid_t file_type) {
  if (H5Tget_class(file_type) == H5T_ENUM) return {H5Tget_native_type(file_type, H5T_DIR_DEFAULT), H5Tclose};
  if (element == ElementType::bf16 && H5Tget_class(file_type) == H5T_FLOAT) return two_byte_float(bfloat16);
  return stored_type(element);
}

Handle stored_type(ElementType element) {
  const auto copy = [](hid_t type) { return Handle(H5Tcopy(type), H5Tclose); };
  switch (element) {
    case ElementType::f64:
      return copy(H5T_IEEE_F64LE);
    case ElementType::f32:
      return copy(H5T_IEEE_F32LE);
    case ElementType::f16:
      return two_byte_float(binary16);
    case ElementType::i8:
      return copy(H5T_STD_I8LE);
    case ElementType::u8:
      return copy(H5T_STD_U8LE);
    case ElementType::i16:
      return copy(H5T_STD_I16LE);
    case ElementType::bf16:
    case ElementType::u16:
      return copy(H5T_STD_U16LE);
    case ElementType::i32:
      return copy(H5T_STD_I32LE);
    case ElementType::u32:
      return copy(H5T_STD_U32LE);
    case ElementType::i64:
      return copy(H5T_STD_I64LE);
    case ElementType::u64:
      return copy(H5T_STD_U64LE);
  }
  return {};
}

Handle boolean_type() {
  Handle type(H5Tenum_create(H5T_NATIVE_INT8), H5Tclose);
  constexpr std::array<std::int8_t, 2> values{0, 1};
  H5Tenum_insert(type.get(), "FALSE", &values[0]);
  H5Tenum_insert(type.get(), "TRUE", &values[1]);
  return type;
}

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), H5T_VARIABLE);
  H5Tset_cset(type.get(), H5T_CSET_UTF8);
  return type;
}

}  // namespace quantscope::storage
