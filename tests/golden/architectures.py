#!/usr/bin/env python3
"""Logits of small random models of every architecture, in double precision.

Written from the papers and the definitions of the Hugging Face models, token by token, without any code of the
engine. Prints a JSON document: for each case the config.json keys, the tensors of the checkpoint (shape, scale,
offset: see `values`), token ids and the logits of every token.

    python3 tests/golden/architectures.py > tests/golden/architectures.json
"""
import json
import math

import numpy as np

MASK = (1 << 64) - 1


def values(name, shape, scale, offset):
    """offset + scale · (k/2^15 − 1), k the top 16 bits of splitmix64 counted from the FNV-1a hash of the name."""
    state = 0xCBF29CE484222325
    for byte in name.encode():
        state = ((state ^ byte) * 0x100000001B3) & MASK
    out = np.empty(math.prod(shape))
    for i in range(out.size):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        out[i] = offset + scale * ((z >> 48) / 2**15 - 1)
    return out.reshape(shape)


class Checkpoint:
    """Tensors made when they are asked for, and the list of them."""

    def __init__(self):
        self.tensors = {}

    def __call__(self, name, *shape, scale=None, offset=0.0):
        if scale is None:
            scale = 2.0 ** round(math.log2(math.sqrt(3 / shape[-1])))
        self.tensors[name] = [list(shape), scale, offset]
        return values(name, shape, scale, offset)

    def linear(self, name, out, inputs, bias):
        weight = self(name + ".weight", out, inputs)
        b = self(name + ".bias", out, scale=0.25) if bias else 0.0
        return lambda x: weight @ x + b

    def conv1d(self, name, out, inputs):
        scale = 2.0 ** round(math.log2(math.sqrt(3 / inputs)))
        weight = self(name + ".weight", inputs, out, scale=scale)  # [in, out]
        b = self(name + ".bias", out, scale=0.25)
        return lambda x: x @ weight + b

    def rms_norm(self, name, size, epsilon, plus_one=False):
        gain = self(name + ".weight", size, scale=0.25, offset=0.0 if plus_one else 1.0)
        if plus_one:
            gain = 1 + gain
        return lambda x: x / math.sqrt(np.mean(x * x) + epsilon) * gain

    def layer_norm(self, name, size, epsilon=1e-5):
        gain = self(name + ".weight", size, scale=0.25, offset=1.0)
        bias = self(name + ".bias", size, scale=0.25)

        def run(x):
            centred = x - x.mean()
            return centred / math.sqrt(np.mean(centred * centred) + epsilon) * gain + bias

        return run


def gelu_tanh(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


ACTIVATIONS = {
    "silu": lambda x: x / (1 + np.exp(-x)),
    "relu": lambda x: np.maximum(x, 0),
    "gelu": lambda x: 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2))),
    "gelu_new": gelu_tanh,
    "gelu_pytorch_tanh": gelu_tanh,
}


def rotary_frequencies(config, size):
    theta = config.get("rope_theta", 10000.0)
    frequencies = np.array([theta ** (-i / size) for i in range(0, size, 2)])
    scaling = config.get("rope_scaling")
    if not scaling:
        return frequencies
    factor = scaling["factor"]
    if scaling.get("rope_type", scaling.get("type")) == "linear":
        return frequencies / factor
    # Llama 3.1: by wavelength
    low, high = scaling["low_freq_factor"], scaling["high_freq_factor"]
    original = scaling["original_max_position_embeddings"]
    result = []
    for frequency in frequencies:
        wavelength = 2 * math.pi / frequency
        if wavelength < original / high:
            result.append(frequency)
        elif wavelength > original / low:
            result.append(frequency / factor)
        else:
            smooth = (original / wavelength - low) / (high - low)
            result.append((1 - smooth) * frequency / factor + smooth * frequency)
    return np.array(result)


def rotated(x, position, frequencies):
    """x [heads, size]; value i is paired with value i + size/2."""
    half = x.shape[1] // 2
    turned = (x[:, :half] + 1j * x[:, half:]) * np.exp(1j * position * frequencies)
    return np.concatenate([turned.real, turned.imag], axis=1)


def attend(query, keys, vals, bias=None, window=None):
    """One token's query [heads, size] over keys and values of all tokens up to it, [token][kv heads, size]."""
    heads, size = query.shape
    group = heads // keys[0].shape[0]
    first = max(0, len(keys) - window) if window else 0
    out = np.empty_like(query)
    for h in range(heads):
        scores = np.array([query[h] @ keys[t][h // group] / math.sqrt(size) for t in range(first, len(keys))])
        if bias is not None:
            scores += np.array([bias[h] * t for t in range(first, len(keys))])
        weights = np.exp(scores - scores.max())
        weights /= weights.sum()
        out[h] = sum(w * vals[t][h // group] for w, t in zip(weights, range(first, len(keys))))
    return out.reshape(-1)


def llama(config, tokens, prefix="model."):
    checkpoint = Checkpoint()
    gemma, qwen = config["model_type"] == "gemma", config["model_type"] == "qwen2"
    hidden, inner = config["hidden_size"], config["intermediate_size"]
    heads = config["num_attention_heads"]
    kv_heads = config.get("num_key_value_heads", heads)
    size = config.get("head_dim", hidden // heads)
    epsilon = config["rms_norm_eps"]
    act = ACTIVATIONS[config.get("hidden_activation" if gemma else "hidden_act",
                                 "gelu_pytorch_tanh" if gemma else "silu")]
    qkv_bias, o_bias = config.get("attention_bias", qwen), config.get("attention_bias", False) and not qwen
    mlp_bias = config.get("mlp_bias", False)
    frequencies = rotary_frequencies(config, size)

    embedding = checkpoint(prefix + "embed_tokens.weight", config["vocab_size"], hidden, scale=1.0)
    xs = [embedding[token].copy() for token in tokens]
    if gemma:
        # √hidden in bfloat16, the type of the released weights: 8 significant bits
        scale = math.sqrt(hidden)
        step = 2.0 ** (math.floor(math.log2(scale)) - 7)
        xs = [x * (round(scale / step) * step) for x in xs]
    for layer in range(config["num_hidden_layers"]):
        name = f"{prefix}layers.{layer}."
        norm = checkpoint.rms_norm(name + "input_layernorm", hidden, epsilon, gemma)
        q = checkpoint.linear(name + "self_attn.q_proj", heads * size, hidden, qkv_bias)
        k = checkpoint.linear(name + "self_attn.k_proj", kv_heads * size, hidden, qkv_bias)
        v = checkpoint.linear(name + "self_attn.v_proj", kv_heads * size, hidden, qkv_bias)
        o = checkpoint.linear(name + "self_attn.o_proj", hidden, heads * size, o_bias)
        norm2 = checkpoint.rms_norm(name + "post_attention_layernorm", hidden, epsilon, gemma)
        gate = checkpoint.linear(name + "mlp.gate_proj", inner, hidden, mlp_bias)
        up = checkpoint.linear(name + "mlp.up_proj", inner, hidden, mlp_bias)
        down = checkpoint.linear(name + "mlp.down_proj", hidden, inner, mlp_bias)
        keys, vals = [], []
        for position, x in enumerate(xs):
            n = norm(x)
            keys.append(rotated(k(n).reshape(kv_heads, size), position, frequencies))
            vals.append(v(n).reshape(kv_heads, size))
            query = rotated(q(n).reshape(heads, size), position, frequencies)
            window = config.get("sliding_window") if config["model_type"] == "mistral" else None
            x = x + o(attend(query, keys, vals, window=window))
            n = norm2(x)
            xs[position] = x + down(act(gate(n)) * up(n))
    final = checkpoint.rms_norm(prefix + "norm", hidden, epsilon, gemma)
    if config.get("tie_word_embeddings", gemma):
        head = embedding
    else:
        head = checkpoint("lm_head.weight", config["vocab_size"], hidden)
    return checkpoint, [head @ final(x) for x in xs]


def opt(config, tokens, prefix="model.decoder."):
    checkpoint = Checkpoint()
    hidden, inner, heads = config["hidden_size"], config["ffn_dim"], config["num_attention_heads"]
    width = config.get("word_embed_proj_dim", hidden)
    before, bias = config.get("do_layer_norm_before", True), config.get("enable_bias", True)
    act = ACTIVATIONS[config.get("activation_function", "relu")]
    embedding = checkpoint(prefix + "embed_tokens.weight", config["vocab_size"], width, scale=1.0)
    places = checkpoint(prefix + "embed_positions.weight", config["max_position_embeddings"] + 2, hidden, scale=1.0)
    xs = [embedding[token] for token in tokens]
    if width != hidden:
        project_in = checkpoint.linear(prefix + "project_in", hidden, width, False)
        xs = [project_in(x) for x in xs]
    xs = [x + places[position + 2] for position, x in enumerate(xs)]
    for layer in range(config["num_hidden_layers"]):
        name = f"{prefix}layers.{layer}."
        k, v, q = (checkpoint.linear(name + f"self_attn.{part}_proj", hidden, hidden, bias) for part in "kvq")
        o = checkpoint.linear(name + "self_attn.out_proj", hidden, hidden, bias)
        norm = checkpoint.layer_norm(name + "self_attn_layer_norm", hidden)
        fc1 = checkpoint.linear(name + "fc1", inner, hidden, bias)
        fc2 = checkpoint.linear(name + "fc2", hidden, inner, bias)
        norm2 = checkpoint.layer_norm(name + "final_layer_norm", hidden)
        keys, vals = [], []
        for position, x in enumerate(xs):
            n = norm(x) if before else x
            keys.append(k(n).reshape(heads, -1))
            vals.append(v(n).reshape(heads, -1))
            x = x + o(attend(q(n).reshape(heads, -1), keys, vals))
            if not before:
                x = norm(x)
            n = norm2(x) if before else x
            x = x + fc2(act(fc1(n)))
            xs[position] = x if before else norm2(x)
    if before and not config.get("_remove_final_layer_norm", False):
        final = checkpoint.layer_norm(prefix + "final_layer_norm", hidden)
        xs = [final(x) for x in xs]
    if width != hidden:
        project_out = checkpoint.linear(prefix + "project_out", width, hidden, False)
        xs = [project_out(x) for x in xs]
    return checkpoint, [embedding @ x for x in xs]


def gpt2(config, tokens, prefix="transformer."):
    checkpoint = Checkpoint()
    hidden, heads = config["n_embd"], config["n_head"]
    inner = config.get("n_inner") or 4 * hidden
    epsilon = config["layer_norm_epsilon"]
    embedding = checkpoint(prefix + "wte.weight", config["vocab_size"], hidden, scale=1.0)
    places = checkpoint(prefix + "wpe.weight", config["n_positions"], hidden, scale=1.0)
    xs = [embedding[token] + places[position] for position, token in enumerate(tokens)]
    for layer in range(config["n_layer"]):
        name = f"{prefix}h.{layer}."
        norm = checkpoint.layer_norm(name + "ln_1", hidden, epsilon)
        c_attn = checkpoint.conv1d(name + "attn.c_attn", 3 * hidden, hidden)
        c_proj = checkpoint.conv1d(name + "attn.c_proj", hidden, hidden)
        norm2 = checkpoint.layer_norm(name + "ln_2", hidden, epsilon)
        c_fc = checkpoint.conv1d(name + "mlp.c_fc", inner, hidden)
        c_out = checkpoint.conv1d(name + "mlp.c_proj", hidden, inner)
        keys, vals = [], []
        for position, x in enumerate(xs):
            query, key, value = np.split(c_attn(norm(x)), 3)
            keys.append(key.reshape(heads, -1))
            vals.append(value.reshape(heads, -1))
            x = x + c_proj(attend(query.reshape(heads, -1), keys, vals))
            xs[position] = x + c_out(gelu_tanh(c_fc(norm2(x))))
    final = checkpoint.layer_norm(prefix + "ln_f", hidden, epsilon)
    return checkpoint, [embedding @ final(x) for x in xs]


def alibi_slopes(heads):
    """Press et al. 2022: a geometric sequence for powers of two, else filled up from that of twice the heads."""
    if math.log2(heads).is_integer():
        start = 2 ** (-(2 ** -(math.log2(heads) - 3)))
        return [start * start**i for i in range(heads)]
    lower = 2 ** math.floor(math.log2(heads))
    return alibi_slopes(lower) + alibi_slopes(2 * lower)[0::2][: heads - lower]


def bloom(config, tokens, prefix="transformer."):
    checkpoint = Checkpoint()
    hidden, heads = config["hidden_size"], config["n_head"]
    size, epsilon = hidden // heads, config["layer_norm_epsilon"]
    slopes = alibi_slopes(heads)
    embedding = checkpoint(prefix + "word_embeddings.weight", config["vocab_size"], hidden, scale=1.0)
    norm0 = checkpoint.layer_norm(prefix + "word_embeddings_layernorm", hidden, epsilon)
    xs = [norm0(embedding[token]) for token in tokens]
    for layer in range(config["n_layer"]):
        name = f"{prefix}h.{layer}."
        norm = checkpoint.layer_norm(name + "input_layernorm", hidden, epsilon)
        qkv = checkpoint.linear(name + "self_attention.query_key_value", 3 * hidden, hidden, True)
        dense = checkpoint.linear(name + "self_attention.dense", hidden, hidden, True)
        norm2 = checkpoint.layer_norm(name + "post_attention_layernorm", hidden, epsilon)
        rise = checkpoint.linear(name + "mlp.dense_h_to_4h", 4 * hidden, hidden, True)
        fall = checkpoint.linear(name + "mlp.dense_4h_to_h", hidden, 4 * hidden, True)
        keys, vals = [], []
        for position, x in enumerate(xs):
            fused = qkv(norm(x)).reshape(heads, 3, size)
            keys.append(fused[:, 1])
            vals.append(fused[:, 2])
            x = x + dense(attend(fused[:, 0], keys, vals, bias=slopes))
            y = rise(norm2(x))
            xs[position] = x + fall(y * 0.5 * (1 + np.tanh(0.79788456 * y * (1 + 0.044715 * y * y))))
    final = checkpoint.layer_norm(prefix + "ln_f", hidden, epsilon)
    return checkpoint, [embedding @ final(x) for x in xs]


LLAMA = {"model_type": "llama", "hidden_size": 24, "intermediate_size": 40, "num_hidden_layers": 2,
         "num_attention_heads": 6, "num_key_value_heads": 2, "vocab_size": 29, "max_position_embeddings": 32,
         "rms_norm_eps": 1e-5, "hidden_act": "silu", "tie_word_embeddings": False}
OPT = {"model_type": "opt", "hidden_size": 24, "ffn_dim": 36, "num_hidden_layers": 2, "num_attention_heads": 3,
       "vocab_size": 29, "max_position_embeddings": 20, "activation_function": "relu", "do_layer_norm_before": True}
GPT2 = {"model_type": "gpt2", "n_embd": 24, "n_layer": 2, "n_head": 3, "n_inner": None, "n_positions": 16,
        "vocab_size": 29, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5}
BLOOM = {"model_type": "bloom", "hidden_size": 36, "n_layer": 2, "n_head": 6, "vocab_size": 29, "seq_length": 16,
         "layer_norm_epsilon": 1e-5}
CASES = {
    "llama-tied": (llama, {**LLAMA, "tie_word_embeddings": True}, {}),
    "llama-untied": (llama, {**LLAMA, "rope_theta": 500000.0}, {}),
    "llama-without-prefix": (llama, {**LLAMA, "head_dim": 6, "num_attention_heads": 5, "num_key_value_heads": 1},
                             {"prefix": ""}),
    "llama-biases": (llama, {**LLAMA, "attention_bias": True, "mlp_bias": True, "hidden_act": "gelu"}, {}),
    "llama-rope-linear": (llama, {**LLAMA, "rope_scaling": {"type": "linear", "factor": 2.5}}, {}),
    "llama-rope-llama3": (llama, {**LLAMA, "head_dim": 16, "rope_scaling": {
        "rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
        "original_max_position_embeddings": 64}}, {}),
    "qwen2": (llama, {**LLAMA, "model_type": "qwen2"}, {}),
    "mistral": (llama, {**LLAMA, "model_type": "mistral", "sliding_window": 5}, {}),
    "gemma": (llama, {"model_type": "gemma", "hidden_size": 20, "intermediate_size": 28, "num_hidden_layers": 2,
                      "num_attention_heads": 3, "num_key_value_heads": 1, "head_dim": 8, "vocab_size": 29,
                      "max_position_embeddings": 32, "rms_norm_eps": 1e-6}, {}),
    "opt-norm-before": (opt, OPT, {"prefix": "decoder."}),
    "opt-norm-after": (opt, {**OPT, "do_layer_norm_before": False, "word_embed_proj_dim": 16}, {}),
    "opt-projected": (opt, {**OPT, "word_embed_proj_dim": 10}, {}),
    "opt-without-final-norm": (opt, {**OPT, "_remove_final_layer_norm": True}, {}),
    "opt-without-biases": (opt, {**OPT, "enable_bias": False, "activation_function": "gelu"}, {}),
    "gpt2": (gpt2, GPT2, {}),
    "gpt2-without-prefix": (gpt2, {**GPT2, "n_inner": 40}, {"prefix": ""}),
    "bloom": (bloom, BLOOM, {}),
    "bloom-without-prefix": (bloom, {**BLOOM, "n_head": 4}, {"prefix": ""}),
}
TOKENS = [1, 17, 4, 28, 4, 0, 9, 23, 23, 11, 2, 26, 6]


def main():
    cases = []
    for name, (model, config, options) in CASES.items():
        checkpoint, logits = model(config, TOKENS, **options)
        assert max(np.abs(row).max() for row in logits) > 1, name
        tensors = ",\n   ".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in checkpoint.tensors.items())
        rows = ",\n   ".join("[" + ",".join(f"{value:.7f}" for value in row) + "]" for row in logits)
        cases.append(f' {json.dumps(name)}: {{\n  "config": {json.dumps(config)},\n  "tokens": {json.dumps(TOKENS)},\n'
                     f'  "tensors": {{\n   {tensors}}},\n  "logits": [\n   {rows}]\n }}')
    print("{\n" + ",\n".join(cases) + "\n}")


if __name__ == "__main__":
    main()
