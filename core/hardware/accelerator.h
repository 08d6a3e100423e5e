#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/hardware/figure.h"
#include "core/hardware/operand_format.h"

namespace quantscope::hardware {

/// Dense rate of one device for a format, two operations a MAC.
struct ComputeRate {
  OperandFormat format;
  Figure operations_per_second;
};

constexpr std::size_t most_memory_levels = 4;

/// A level of the memory hierarchy of one device. The first is the main memory.
struct MemoryLevel {
  std::string id;  ///< "dram", "l2", "sram", "register"
  std::optional<Figure> capacity_bytes;
  std::optional<Figure> bandwidth;  ///< bytes per second; the main memory has one
  std::optional<Figure> tile;       ///< edge of the output tile that reuses what this level sends inwards
  std::optional<Figure> energy_pj_per_bit;
};

/// Groups of operators whose kernels reach the roof about equally well.
enum class KernelClass { product, norm, residual, activation, rotary, embedding };
const char* kernel_class_name(KernelClass kernel);  ///< "product"

/// What kernels reach of the rated figures, with bounds for the uncertainty band.
struct Achievable {
  Figure compute, compute_low, compute_high;
  Figure bandwidth, bandwidth_low, bandwidth_high;
  Figure floor_s;  ///< time of a kernel that does nothing
};

/// Board power: P = min(limit, fixed + compute · u + bandwidth · v) with the used parts u, v of peak compute
/// and peak bandwidth (fit on measured H100 servers: resources/accelerators/README.md).
struct BoardPower {
  Figure fixed_w, compute_w, bandwidth_w, limit_w;
};

/// A ring of devices: t = start + 2 (N − 1) hop + 2 (N − 1)/N · bytes / bandwidth.
struct Link {
  Figure start_s, hop_s, bandwidth;
};

enum class Dataflow { output_stationary, weight_stationary, input_stationary };
const char* dataflow_name(Dataflow dataflow);  ///< "output-stationary"

/// core/hardware/systolic_array.h
struct SystolicArray {
  Dataflow dataflow = Dataflow::output_stationary;
  Figure rows, columns, arrays, clock_hz;
  Figure unit_weight_bits, unit_activation_bits;  ///< wider operands take several units
  Figure channel_groups, cycles_per_group;        ///< Tender: a cycle at each boundary of channel groups
};

/// core/hardware/tile_array.h
struct TileArray {
  bool bit_serial = false;
  Figure decode_rows, decode_columns, prefill_rows, prefill_columns, dot_product;
  Figure clock_hz, unit_pj, placement_factor;
  Figure weight_buffer_bytes, input_buffer_bytes;
};

/// core/hardware/eyeriss_tiling.h
struct EyerissArray {
  Figure units, input_registers, output_registers, weight_registers, buffer_words, clock_hz;
  Figure multiply_pj, add_pj, shift_pj, lookup_pj;
  Figure dram_word_pj, buffer_word_pj, network_word_pj, network_sum_pj, register_word_pj, register_weight_pj;
};

/// core/hardware/scaling_submatrix.h
struct ScalingSubmatrix {
  Figure clusters, units_per_cluster, unit_rows, unit_columns, clock_hz;
  Figure rows, columns, source_share, scalar_bits;  ///< of the sub-matrices
};

enum class MemoryMode { blocked, concurrent };
const char* memory_mode_name(MemoryMode mode);

/// core/hardware/memory_processing.h
struct MemoryProcessing {
  MemoryMode mode = MemoryMode::blocked;
  Figure bandwidth;  ///< bytes per second inside the memory
  Figure minimum_batch;
};

/// core/hardware/tensor_contraction.h
struct TensorContraction {
  Figure slices, width;
};

/// Figures of LLM-Viewer's own table, where they differ from ours, for the laws that reproduce it.
struct LlmViewerFigures {
  Figure bandwidth, f16, int8, on_chip_bytes;
  std::optional<Figure> f16_fixed, int4;  ///< of pull request 27
};

/// An accelerator as data; the user edits a copy. Every Figure is listed once in accelerator_figures.h.
struct Accelerator {
  std::string id, name, summary;
  std::string category;  ///< "gpu", "cpu", "edge", "npu", "array", "memory"
  std::vector<std::string> aliases;
  std::vector<ComputeRate> rates;
  std::optional<Figure> vector_rate;  ///< operations per second of what is no matrix product
  std::vector<MemoryLevel> memory;    ///< main memory first, then inwards
  /// Values between operators stay on the chip where they fit; weights stay where the rest leaves room.
  bool keeps_on_chip = false;
  /// Products compute while their operands arrive, so the longer of both times counts; kernels of a GPU
  /// overlap them in part only (the root of both squares).
  bool overlaps_loads = false;
  std::vector<std::pair<KernelClass, Achievable>> achievable;  ///< one of each class
  std::optional<BoardPower> board;
  std::optional<Figure> node_nm, supply_v;               ///< process, for the energy of operations
  std::vector<std::pair<OperandFormat, Figure>> mac_pj;  ///< where known; else scaled from 45 nm
  std::optional<Figure> sparse_rate_factor;              ///< of 2:4 sparse products
  std::optional<Figure> link_devices;                    ///< devices in reach of `link`
  std::optional<Link> link, network;                     ///< network: beyond them
  std::optional<Figure> link_pj_per_bit;

  std::optional<SystolicArray> systolic;
  std::optional<TileArray> tiles;
  std::optional<EyerissArray> eyeriss;
  std::optional<ScalingSubmatrix> submatrix;
  std::optional<MemoryProcessing> in_memory;
  std::optional<TensorContraction> contraction;
  std::optional<LlmViewerFigures> llm_viewer;

  const MemoryLevel& main_memory() const { return memory.front(); }
  const MemoryLevel* level(const std::string& level_id) const;
  /// The largest level inside the main memory that has a capacity; nullptr where there is none.
  const MemoryLevel* on_chip() const;
  const Achievable& achievable_of(KernelClass kernel) const;
};

/// The fit on A100 operator times that every class has where a description says nothing (marked assumed).
Achievable default_achievable(KernelClass kernel);

/// Throws base::Error naming `where` and the field: no rate, no main memory, a level larger than the one
/// outside it or slower, bounds of a fraction that do not enclose it.
void check(const Accelerator& accelerator, const std::string& where);

}  // namespace quantscope::hardware
