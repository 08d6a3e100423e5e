#include "core/storage/hdf5_walk.h"

#include <fmt/format.h>

#include <map>

#include "core/storage/hdf5_attributes.h"

namespace quantscope::storage {
namespace {

struct Link {
  std::string name;
  H5L_type_t type;
};

struct LinkList {
  std::vector<Link> links;
  std::size_t most;
};

herr_t collect_link(hid_t, const char* name, const H5L_info_t* info, void* data) {
  auto& list = *static_cast<LinkList*>(data);
  if (list.links.size() >= list.most) return 1;
  list.links.push_back({name, info->type});
  return 0;
}

/// What tells one object of a file from another, and its kind.
struct ObjectInfo {
  std::string identity;
  H5O_type_t type = H5O_TYPE_UNKNOWN;
  bool valid = false;
};

ObjectInfo object_info(hid_t group, const std::string& name) {
#if H5_VERSION_GE(1, 12, 0)
  H5O_info2_t info;
  if (H5Oget_info_by_name3(group, name.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0) return {};
  return {std::string(reinterpret_cast<const char*>(&info.token), sizeof info.token), info.type, true};
#else
  H5O_info_t info;
  if (H5Oget_info_by_name2(group, name.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0) return {};
  return {std::string(reinterpret_cast<const char*>(&info.addr), sizeof info.addr), info.type, true};
#endif
}

class Walker {
 public:
  Walker(hid_t file, const WalkLimits& limits) : file_(file), limits_(limits) {}

  Walk run() {
    visited_.emplace(object_info(file_, "/").identity, "/");
    std::vector<Group> pending{{"/", 0}};
    while (!pending.empty() && !full_) {
      const Group group = std::move(pending.back());
      pending.pop_back();
      visit(group, pending);
    }
    return std::move(walk_);
  }

 private:
  struct Group {
    std::string path;
    std::size_t depth;
  };

  void visit(const Group& group, std::vector<Group>& pending) {
    const Handle handle(H5Gopen2(file_, group.path.c_str(), H5P_DEFAULT), H5Gclose);
    LinkList list{{}, limits_.objects - seen_};
    hsize_t position = 0;
    const herr_t status =
        handle ? H5Literate(handle.get(), H5_INDEX_NAME, H5_ITER_INC, &position, collect_link, &list)
               : herr_t{-1};
    if (status < 0) skip(group.path, "a damaged group (" + hdf5_reason() + ")");
    seen_ += list.links.size();
    if (status > 0) {
      full_ = true;
      skip(group.path,
           fmt::format("more than {} objects; the rest of the file is left out", limits_.objects));
    }
    for (const Link& link : list.links) {
      const std::string path = (group.path == "/" ? "" : group.path) + "/" + link.name;
      if (link.type == H5L_TYPE_HARD)
        visit_object(handle.get(), link.name, path, group.depth, pending);
      else if (link.type == H5L_TYPE_SOFT)
        skip(path, "a link to another object of this file");
      else
        skip(path, "an external link, which is not followed");
    }
  }

  void visit_object(hid_t group, const std::string& name, const std::string& path, std::size_t depth,
                    std::vector<Group>& pending) {
    const ObjectInfo info = object_info(group, name);
    if (!info.valid) return skip(path, "a damaged object (" + hdf5_reason() + ")");
    const auto [first, is_new] = visited_.emplace(info.identity, path);
    if (!is_new) return skip(path, "another name of " + valid_utf8(first->second));
    if (info.type == H5O_TYPE_DATASET) {
      walk_.datasets.push_back(path);
    } else if (info.type == H5O_TYPE_GROUP) {
      if (depth + 1 > limits_.depth)
        skip(path, fmt::format("groups nested deeper than {}", limits_.depth));
      else
        pending.push_back({path, depth + 1});
    }
  }

  void skip(const std::string& path, const std::string& reason) {
    add_notice(walk_.skipped, valid_utf8(path) + ": " + reason, limits_.notices);
  }

  hid_t file_;
  WalkLimits limits_;
  Walk walk_;
  std::map<std::string, std::string> visited_;  ///< identity → first path
  std::size_t seen_ = 0;
  bool full_ = false;
};

}  // namespace

Walk walk_datasets(hid_t file, const WalkLimits& limits) {
  return Walker(file, limits).run();
}

void add_notice(std::vector<std::string>& notices, std::string notice, std::size_t most) {
  if (notices.size() + 1 < most)
    notices.push_back(std::move(notice));
  else if (notices.size() < most)
    notices.emplace_back("and more that is not listed here");
}

}  // namespace quantscope::storage
