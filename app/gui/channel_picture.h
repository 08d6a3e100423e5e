#pragma once

#include <utility>

#include "app/gui/tensor_loader.h"
#include "core/study/analysis.h"
#include "widgets/channel_profile_view.h"

namespace quantscope::gui {

/// What a channel profile is drawn from.
struct ChannelPictureFacts {
  bool of_input = false;          ///< the layer's input, else the tensor itself
  bool subject_is_input = false;  ///< the tensor itself is a layer's input
  const statistics::TensorStatistics* statistics = nullptr;
  const LoadedTensor* loaded = nullptr;           ///< may be null
  const study::AnalysisResult* result = nullptr;  ///< may be null
};

/// Maxima, bands and, after reassembly, the kernel channels with what each is made of. Of a weight's input
/// the kernel channels' maxima follow from the originals' (a piece has its share, a merged channel at most
/// the mean of its members).
widgets::ChannelProfileData channel_picture(const ChannelPictureFacts& facts);

/// Magnitudes of the values in [low, high].
std::pair<double, double> magnitudes_of(double low, double high);

}  // namespace quantscope::gui
