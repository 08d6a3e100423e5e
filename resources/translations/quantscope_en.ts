<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>ColourMap</name>
    <message>
        <source>cividis</source>
        <translation>cividis</translation>
    </message>
    <message>
        <source>viridis</source>
        <translation>viridis</translation>
    </message>
    <message>
        <source>blue to orange</source>
        <translation>blue to orange</translation>
    </message>
    <message>
        <source>blue to orange, dark middle</source>
        <translation>blue to orange, dark middle</translation>
    </message>
</context>
<context>
    <name>accelerator</name>
    <message>
        <source>Law</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How times at the roofs make the time of an operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Achievable parts of the rated figures, both times together, a launch floor; fitted on measured A100 operators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ideal roofline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest of compute, memory and link at the rated figures: a lower bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rules of LLM-Viewer as it was released, with its own table of devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLM-Viewer, fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLM-Viewer with the corrections of its pull request 27</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequences that are computed at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished">Prompt</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished">tokens</translation>
    </message>
    <message>
        <source>Tokens of each prompt, which prefill reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens that each sequence gets; decode is shown for the last of them, which sees the prompt and all others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation type="unfinished">KV cache</translation>
    </message>
    <message>
        <source>bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits of the keys and values that are kept; 16 is f16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices that share every layer (tensor parallelism, ring all-reduce); must divide the heads and the feed-forward size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FlashAttention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores stay on the chip; off: they go through the main memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causal halving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefill computes the allowed half of the scores alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2:4 sparsity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear layers keep two of four weights: half the values and an index of 2 bits each; twice the rate where the device has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>workload: the open file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>workload: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accelerator: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accelerators beside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run in front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 times in a pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the roof</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>board energy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>modelled, law: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no board law is known of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by component</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>component</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>static (at rest under load)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computing and moving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time of a token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time of the prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>board energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dynamic energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>context</source>
        <translation type="unfinished">context</translation>
    </message>
    <message>
        <source>bandwidth of the main memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory on the chip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compute, times what the chip has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits of the KV cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits of the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits of the activations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>board energy per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dynamic energy per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bound by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bound by %1; %2 needed; modelled, law: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time per token (modelled)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>board energy per token (modelled)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dynamic energy per token (modelled)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on %1; cost modelled, law: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the front: %1; %2 of %3 points are beaten in both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy of %1, measured; cost of %2, modelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>derivative %1 for each unit; 1 % of it changes the total by %2 %
%3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>board energy of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dynamic energy of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would help most: %1 %2 higher saves %3 of the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would help most: %1 %2 lower saves %3 of the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>most of %1 is %2 (%3)</source>
        <comment>prefill or decode; a part of the accelerator; its share</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prefill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vector units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel launches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>main memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>a run, an accelerator</comment>
        <translation type="unfinished">%1 on %2</translation>
    </message>
    <message>
        <source>It does not fit: %1 needed on each device, %2 there, %3 too much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cost of the new setting is being counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is bound by %2: %3 of %4 (%5 to %6); it runs at %7 of the roof, and %8 takes %9.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished">%1: %2</translation>
    </message>
    <message>
        <source>Quickest: %1 (%2); slowest: %3 (%4).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No board law is known of these accelerators: choose the dynamic energy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 a token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least: %1 (%2); most: %3 (%4).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the board: static and dynamic power over the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dynamic alone: operations and bits moved; the power at rest is not in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At %1 it is bound by %2</source>
        <comment>a value of the axis; a part of the accelerator</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, from %1 on by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights alone do not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory wall: %1 sequences of this context fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No figure of the accelerator would help alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 helps most: %3 higher saves %4; 1 % of it changes the total by %5 %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 helps most: %3 lower saves %4; 1 % of it changes the total by %5 %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first token after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>then %1 a token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 a token (board)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 a token (dynamic)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished">%1 of %2</translation>
    </message>
    <message>
        <source>: %1 too much</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole request %1, %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dynamic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MAC energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 capacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bandwidth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of %1 counted on the file&apos;s own layers: %2 bits per weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of %1 counted on small random layers, scaled: %2 bits per weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>norms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>activation</source>
        <translation type="unfinished">activation</translation>
    </message>
    <message>
        <source>rotary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a class of kernels, a figure of it</comment>
        <translation type="unfinished">%1: %2</translation>
    </message>
    <message>
        <source>network: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 read inside the memory</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>channels</name>
    <message>
        <source>P25–P99 of |x|</source>
        <translation>P25–P99 of |x|</translation>
    </message>
</context>
<context>
    <name>comparison</name>
    <message>
        <source>bits per weight</source>
        <translation>bits per weight</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>layer</translation>
    </message>
    <message>
        <source>run</source>
        <translation>run</translation>
    </message>
    <message>
        <source>is no better</source>
        <translation>is no better</translation>
    </message>
    <message>
        <source>has %1 times less %2</source>
        <translation>has %1 times less %2</translation>
    </message>
    <message>
        <source>has %1 times more %2</source>
        <translation>has %1 times more %2</translation>
    </message>
    <message>
        <source>gains %1</source>
        <translation>gains %1</translation>
    </message>
    <message>
        <source>loses %1</source>
        <translation>loses %1</translation>
    </message>
    <message>
        <source>at the same bits per weight</source>
        <translation>at the same bits per weight</translation>
    </message>
    <message>
        <source>for %1 bits more per weight</source>
        <translation>for %1 bits more per weight</translation>
    </message>
    <message>
        <source>with %1 bits less per weight</source>
        <translation>with %1 bits less per weight</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 %3 over %n layer(s), %4 bits per weight.</source>
        <translation>
            <numerusform>%1: %2 %3 over %n layer, %4 bits per weight.</numerusform>
            <numerusform>%1: %2 %3 over %n layers, %4 bits per weight.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is best on %2 of %n layer(s)</source>
        <translation>
            <numerusform>%1 is best on %2 of %n layer</numerusform>
            <numerusform>%1 is best on %2 of %n layers</numerusform>
        </translation>
    </message>
    <message>
        <source>; against %1 it %2 %3</source>
        <translation>; against %1 it %2 %3</translation>
    </message>
    <message numerus="yes">
        <source>No run beats another in both error, summed over %n layer(s), and bits.</source>
        <translation>
            <numerusform>No run beats another in both error, summed over %n layer, and bits.</numerusform>
            <numerusform>No run beats another in both error, summed over %n layers, and bits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No run beats another in both error, averaged over %n layer(s), and bits.</source>
        <translation>
            <numerusform>No run beats another in both error, averaged over %n layer, and bits.</numerusform>
            <numerusform>No run beats another in both error, averaged over %n layers, and bits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On the front of %n run(s), errors summed over %1 layers: %2.</source>
        <translation>
            <numerusform>On the front of %n run, errors summed over %1 layers: %2.</numerusform>
            <numerusform>On the front of %n runs, errors summed over %1 layers: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On the front of %n run(s), averaged over %1 layers: %2.</source>
        <translation>
            <numerusform>On the front of %n run, averaged over %1 layers: %2.</numerusform>
            <numerusform>On the front of %n runs, averaged over %1 layers: %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>from %1 at %2 to %3 at %4 bits per weight</source>
        <translation>from %1 at %2 to %3 at %4 bits per weight</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) and runs, %1.</source>
        <translation>
            <numerusform>%n layer and run, %1.</numerusform>
            <numerusform>%n layers and runs, %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, joined by the line: %2.</source>
        <translation>%1, joined by the line: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) could not be computed (%1).</source>
        <translation>
            <numerusform>%n cell could not be computed (%1).</numerusform>
            <numerusform>%n cells could not be computed (%1).</numerusform>
        </translation>
    </message>
    <message>
        <source>about 1 s</source>
        <translation>about 1 s</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>about %1 s</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>about %1 min</translation>
    </message>
    <message>
        <source>about %1 h</source>
        <translation>about %1 h</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Keyboard</source>
        <translation>Keyboard</translation>
    </message>
    <message>
        <source>Mouse on a chart</source>
        <translation>Mouse on a chart</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>wheel</translation>
    </message>
    <message>
        <source>zoom; over an axis, that axis alone</source>
        <translation>zoom; over an axis, that axis alone</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>drag</translation>
    </message>
    <message>
        <source>move the view; on the line of θ, change θ</source>
        <translation>move the view; on the line of θ, change θ</translation>
    </message>
    <message>
        <source>shift and drag</source>
        <translation>shift and drag</translation>
    </message>
    <message>
        <source>brush a range: the other chart shows that part</source>
        <translation>brush a range: the other chart shows that part</translation>
    </message>
    <message>
        <source>click</source>
        <translation>click</translation>
    </message>
    <message>
        <source>choose a channel</source>
        <translation>choose a channel</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>double click</translation>
    </message>
    <message>
        <source>the whole view again</source>
        <translation>the whole view again</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>clear the brush</source>
        <translation>clear the brush</translation>
    </message>
    <message>
        <source>right click</source>
        <translation>right click</translation>
    </message>
    <message>
        <source>copy, export, table, axes</source>
        <translation>copy, export, table, axes</translation>
    </message>
    <message>
        <source>Keyboard and mouse</source>
        <translation>Keyboard and mouse</translation>
    </message>
    <message>
        <source>About Quantscope</source>
        <translation>About Quantscope</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Quantscope %1&lt;/h3&gt;&lt;p&gt;Explore the quantization of large language models.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. Made with Qt %2 (LGPL 3), QCustomPlot (GPL 3), HDF5, Highway and oneTBB.&lt;/p&gt;&lt;p&gt;The sample model was trained on definitions of WordNet 3.0; see File → Properties for its licence.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Quantscope %1&lt;/h3&gt;&lt;p&gt;Explore the quantization of large language models.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. Made with Qt %2 (LGPL 3), QCustomPlot (GPL 3), HDF5, Highway and oneTBB.&lt;/p&gt;&lt;p&gt;The sample model was trained on definitions of WordNet 3.0; see File → Properties for its licence.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Path</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensors</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>Quantscope model file</source>
        <translation>Quantscope model file</translation>
    </message>
    <message>
        <source>HDF5 file of another program</source>
        <translation>HDF5 file of another program</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architecture</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Configuration</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Properties</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Captured inputs</source>
        <translation>Captured inputs</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>less than 0.001&#xa0;%</source>
        <translation>less than 0.001&#xa0;%</translation>
    </message>
    <message>
        <source>more than 99.9&#xa0;%</source>
        <translation>more than 99.9&#xa0;%</translation>
    </message>
</context>
<context>
    <name>inference</name>
    <message>
        <source>ended by the model</source>
        <translation>ended by the model</translation>
    </message>
    <message>
        <source>ended at the context</source>
        <translation>ended at the context</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>prefill %1, decoding %2 tokens/s</source>
        <translation>prefill %1, decoding %2 tokens/s</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>perplexity</translation>
    </message>
    <message>
        <source>exp of the mean negative log-likelihood: among how many equally likely tokens the model chooses, on average</source>
        <translation>exp of the mean negative log-likelihood: among how many equally likely tokens the model chooses, on average</translation>
    </message>
    <message>
        <source>mean NLL</source>
        <translation>mean NLL</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nats</translation>
    </message>
    <message>
        <source>Mean negative log-likelihood of the text&apos;s tokens</source>
        <translation>Mean negative log-likelihood of the text&apos;s tokens</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL divergence</translation>
    </message>
    <message>
        <source>Mean over the tokens of KL(unquantized ‖ run) of the predicted odds</source>
        <translation>Mean over the tokens of KL(unquantized ‖ run) of the predicted odds</translation>
    </message>
    <message>
        <source>KL divergence, P99</source>
        <translation>KL divergence, P99</translation>
    </message>
    <message>
        <source>99 % of the predictions diverge less than this from the unquantized model&apos;s</source>
        <translation>99 % of the predictions diverge less than this from the unquantized model&apos;s</translation>
    </message>
    <message>
        <source>same top token</source>
        <translation>same top token</translation>
    </message>
    <message>
        <source>Share of predictions whose likeliest token is the unquantized model&apos;s</source>
        <translation>Share of predictions whose likeliest token is the unquantized model&apos;s</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>speed</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>tokens/s</translation>
    </message>
    <message>
        <source>Tokens of the text in a second, read many at once; of this run&apos;s model alone</source>
        <translation>Tokens of the text in a second, read many at once; of this run&apos;s model alone</translation>
    </message>
    <message>
        <source>bits per weight</source>
        <translation>bits per weight</translation>
    </message>
    <message>
        <source>All that is stored of the quantized layers, over the number of their weights</source>
        <translation>All that is stored of the quantized layers, over the number of their weights</translation>
    </message>
    <message>
        <source>weights in memory</source>
        <translation>weights in memory</translation>
    </message>
    <message>
        <source>Of all layers, embeddings and norms among them</source>
        <translation>Of all layers, embeddings and norms among them</translation>
    </message>
    <message>
        <source>run</source>
        <translation>run</translation>
    </message>
    <message>
        <source>layer, in the order of execution</source>
        <translation>layer, in the order of execution</translation>
    </message>
    <message>
        <source>output SQNR</source>
        <translation>output SQNR</translation>
    </message>
    <message>
        <source>alone</source>
        <translation>alone</translation>
    </message>
    <message>
        <source>all up to here</source>
        <translation>all up to here</translation>
    </message>
    <message>
        <source>weights alone</source>
        <translation>weights alone</translation>
    </message>
    <message>
        <source>activations alone</source>
        <translation>activations alone</translation>
    </message>
    <message>
        <source>%1 has “%2” here</source>
        <translation>%1 has “%2” here</translation>
    </message>
    <message>
        <source>the typed text</source>
        <translation>the typed text</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>%1 ± %2 %</source>
        <comment>a change in percent and its standard error</comment>
        <translation>%1 ± %2 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>a change in percent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 with %2 (%3)</source>
        <comment>a run, its perplexity, the change in percent</comment>
        <translation>%1 with %2 (%3)</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <comment>a run, its perplexity</comment>
        <translation>%1 with %2</translation>
    </message>
    <message numerus="yes">
        <source>windows of %n token(s)</source>
        <translation>
            <numerusform>windows of %n token</numerusform>
            <numerusform>windows of %n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, BOS before each</source>
        <translation>%1, BOS before each</translation>
    </message>
    <message>
        <source>%1, BOS once</source>
        <translation>%1, BOS once</translation>
    </message>
    <message>
        <source>%1, no BOS</source>
        <translation>%1, no BOS</translation>
    </message>
    <message>
        <source>The quantized runs keep keys and values in %1.</source>
        <translation>The quantized runs keep keys and values in %1.</translation>
    </message>
    <message>
        <source>Between their layers values are rounded: %1.</source>
        <translation>Between their layers values are rounded: %1.</translation>
    </message>
    <message>
        <source>%1 could not run: %2</source>
        <translation>%1 could not run: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) of %1</source>
        <translation>
            <numerusform>%n token of %1</numerusform>
            <numerusform>%n tokens of %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 has a perplexity of %2</source>
        <translation>%1 has a perplexity of %2</translation>
    </message>
    <message>
        <source>best is %1</source>
        <translation>best is %1</translation>
    </message>
    <message>
        <source>worst is %1</source>
        <translation>worst is %1</translation>
    </message>
    <message>
        <source>On %1: %2.</source>
        <translation>On %1: %2.</translation>
    </message>
    <message>
        <source>Hatched bars are not finished: their numbers are those so far.</source>
        <translation>Hatched bars are not finished: their numbers are those so far.</translation>
    </message>
    <message>
        <source>%1: quantized alone, %2 is the worst layer with %3; with all layers before quantized too, least is left at %4, %5.</source>
        <translation>%1: quantized alone, %2 is the worst layer with %3; with all layers before quantized too, least is left at %4, %5.</translation>
    </message>
    <message>
        <source>At %1 the weights pay: %2 alone, the activations %3.</source>
        <translation>At %1 the weights pay: %2 alone, the activations %3.</translation>
    </message>
    <message>
        <source>At %1 the activations pay: %3 alone, the weights %2.</source>
        <translation>At %1 the activations pay: %3 alone, the weights %2.</translation>
    </message>
    <message>
        <source>%1 says the same</source>
        <translation>%1 says the same</translation>
    </message>
    <message numerus="yes">
        <source>%1 goes along for %n token(s), %2 of its %3 differ</source>
        <translation>
            <numerusform>%1 goes along for %n token, %2 of its %3 differ</numerusform>
            <numerusform>%1 goes along for %n tokens, %2 of its %3 differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message>
        <source>Against %1: %2.</source>
        <translation>Against %1: %2.</translation>
    </message>
    <message>
        <source>Decoded at %1 tokens/s.</source>
        <translation>Decoded at %1 tokens/s.</translation>
    </message>
    <message>
        <source>Decoded at %1 to %2 tokens/s.</source>
        <translation>Decoded at %1 to %2 tokens/s.</translation>
    </message>
    <message numerus="yes">
        <source>the unquantized model and %n run(s)</source>
        <translation>
            <numerusform>the unquantized model and %n run</numerusform>
            <numerusform>the unquantized model and %n runs</numerusform>
        </translation>
    </message>
    <message>
        <source>the unquantized model</source>
        <translation>the unquantized model</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at most %n token(s)</source>
        <translation>
            <numerusform>at most %n token</numerusform>
            <numerusform>at most %n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>the whole text</source>
        <translation>the whole text</translation>
    </message>
    <message>
        <source>%1 of memory</source>
        <translation>%1 of memory</translation>
    </message>
    <message>
        <source>Run %1 on %2.</source>
        <translation>Run %1 on %2.</translation>
    </message>
    <message>
        <source>Run %1 on %2: %3.</source>
        <translation>Run %1 on %2: %3.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Explore the quantization of large language models.</source>
        <translation>Explore the quantization of large language models.</translation>
    </message>
    <message>
        <source>Model file, or what can be imported; the sample model where missing.</source>
        <translation>Model file, or what can be imported; the sample model where missing.</translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation>system, light or dark.</translation>
    </message>
    <message>
        <source>Memory for tensors, for example 512MiB or 4GiB.</source>
        <translation>Memory for tensors, for example 512MiB or 4GiB.</translation>
    </message>
    <message>
        <source>Save a picture of the window with its first result, and end.</source>
        <translation>Save a picture of the window with its first result, and end.</translation>
    </message>
    <message>
        <source>Save pictures of every page in both themes at two sizes, and end.</source>
        <translation>Save pictures of every page in both themes at two sizes, and end.</translation>
    </message>
    <message>
        <source>Open the sample model instead of the last session.</source>
        <translation>Open the sample model instead of the last session.</translation>
    </message>
    <message>
        <source>Size of the window.</source>
        <translation>Size of the window.</translation>
    </message>
    <message>
        <source>Tensor to select first.</source>
        <translation>Tensor to select first.</translation>
    </message>
    <message>
        <source>Write charts and tables of the file into a folder, without a window.</source>
        <translation>Write charts and tables of the file into a folder, without a window.</translation>
    </message>
</context>
<context>
    <name>metrics</name>
    <message>
        <source>Output SQNR</source>
        <translation>Output SQNR</translation>
    </message>
    <message>
        <source>10·log10(Σy²/Σ(y − ŷ)²) of the layer&apos;s output on the captured inputs</source>
        <translation>10·log10(Σy²/Σ(y − ŷ)²) of the layer&apos;s output on the captured inputs</translation>
    </message>
    <message>
        <source>Output MSE</source>
        <translation>Output MSE</translation>
    </message>
    <message>
        <source>Σ(y − ŷ)²/n of the layer&apos;s output on the captured inputs</source>
        <translation>Σ(y − ŷ)²/n of the layer&apos;s output on the captured inputs</translation>
    </message>
    <message>
        <source>Output cosine</source>
        <translation>Output cosine</translation>
    </message>
    <message>
        <source>Σyŷ/√(Σy²·Σŷ²) of the layer&apos;s output</source>
        <translation>Σyŷ/√(Σy²·Σŷ²) of the layer&apos;s output</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>10·log10(Σx²/Σ(x − x̂)²) of the values of this tensor</source>
        <translation>10·log10(Σx²/Σ(x − x̂)²) of the values of this tensor</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>Σ(x − x̂)²/n of the values of this tensor</source>
        <translation>Σ(x − x̂)²/n of the values of this tensor</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Cosine</translation>
    </message>
    <message>
        <source>Σxx̂/√(Σx²·Σx̂²) of the values of this tensor</source>
        <translation>Σxx̂/√(Σx²·Σx̂²) of the values of this tensor</translation>
    </message>
    <message>
        <source>Largest error</source>
        <translation>Largest error</translation>
    </message>
    <message>
        <source>max |x − x̂|</source>
        <translation>max |x − x̂|</translation>
    </message>
    <message>
        <source>Error in outliers</source>
        <translation>Error in outliers</translation>
    </message>
    <message>
        <source>Share of Σ(x − x̂)² that lies in outlier channels</source>
        <translation>Share of Σ(x − x̂)² that lies in outlier channels</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits per weight</translation>
    </message>
    <message>
        <source>All that is stored, over the number of weights</source>
        <translation>All that is stored, over the number of weights</translation>
    </message>
    <message>
        <source>Stored: %1</source>
        <translation>Stored: %1</translation>
    </message>
    <message>
        <source>%1: %2 (%3 bits per weight)</source>
        <translation>%1: %2 (%3 bits per weight)</translation>
    </message>
    <message>
        <source>Operations per token:</source>
        <translation>Operations per token:</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorControls</name>
    <message>
        <source>%1 (missing)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished">%1: %2</translation>
    </message>
    <message>
        <source>memory: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>capacity: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the command line: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose operators are priced: the open file&apos;s model, or a shape without weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished">Run</translation>
    </message>
    <message>
        <source>The setting in front: its storage and its operations, as the method counts them, are what is priced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accelerator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it runs on (Alt+PgUp and Alt+PgDown: the one before, the next)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further accelerators in the bars, the curves and the costs, at most eight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished">Advanced</translation>
    </message>
    <message>
        <source>Law, bits of the cache, devices, attention, sparsity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished">Figures</translation>
    </message>
    <message>
        <source>All figures of the accelerator with their sources; copy one and change it (Ctrl+U)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Derivation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How each number came about: the formula with this case&apos;s values (Ctrl+Shift+D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy commands</source>
        <translation type="unfinished">Copy commands</translation>
    </message>
    <message>
        <source>Copy the quantscope-cli commands that give these figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset to defaults</source>
        <translation type="unfinished">Reset to defaults</translation>
    </message>
    <message>
        <source>Batch, lengths and everything advanced to their defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model of the open file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 weights, %2 layers of %3, %4 heads, context %5
%6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside: %1 ▾</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorDerivation</name>
    <message>
        <source>Derivation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt, or the last generated token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prefill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The totals of the phase, or one operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With this case&apos;s values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished">Result</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All lines as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all operators together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 on %3 · law: %4 · modelled, not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no result to derive.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorLibrary</name>
    <message>
        <source>%1: the id &quot;%2&quot; is that of %3 too; this file is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The accelerator &quot;%1&quot; could not be saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of your accelerators cannot be made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rename to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>import %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorPage</name>
    <message numerus="yes">
        <source>%n description(s) of accelerators or models cannot be used; the others are there.</source>
        <translation>
            <numerusform>%n description of accelerators or models cannot be used; the others are there.</numerusform>
            <numerusform>%n descriptions of accelerators or models cannot be used; the others are there.</numerusform>
        </translation>
    </message>
    <message>
        <source>float (f16)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished">now</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation type="unfinished">now: %1</translation>
    </message>
    <message>
        <source>There is no model shape &quot;%1&quot;: choose another workload.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model, or choose a workload above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the model&apos;s configuration…</source>
        <translation type="unfinished">Reading the model&apos;s configuration…</translation>
    </message>
    <message>
        <source>This file has no shape to price.

%1

Choose a workload above: shapes of known models need no weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>float</source>
        <translation type="unfinished">float</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished">%1: %2</translation>
    </message>
    <message>
        <source>There is no accelerator &quot;%1&quot; any more: choose another one above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▨ Modelled, law: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decode is that of the last token, at a context of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was made for %1 tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accelerator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each figure opens its derivation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation type="unfinished">Written: %1</translation>
    </message>
    <message>
        <source>measuring this computer: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measure this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer could not be measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: this computer was not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) copied, one a phase</source>
        <translation>
            <numerusform>%n command copied, one a phase</numerusform>
            <numerusform>%n commands copied, one a phase</numerusform>
        </translation>
    </message>
    <message>
        <source>Workload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting what %1 costs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run &quot;%1&quot; any more: float is in front.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorPanel</name>
    <message>
        <source>%1 figures measured, %2 published, %3 assumed; the tip of each says its source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the accelerator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of this accelerator of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy and edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes an accelerator of your own with these figures, to change them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletes this accelerator of yours; undo brings it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads a description from a JSON file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes this description to a JSON file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A micro-benchmark of about a second: memory, matrix and vector rates of this engine&apos;s own kernels. Other work on the machine lowers what is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own, saved as you change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built in, read-only: copy it to edit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built in: it cannot be deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is being measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This figure was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import an accelerator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accelerators (*.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The accelerator could not be imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the accelerator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accelerators (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The accelerator could not be exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>assumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>measured, published or assumed; its source</comment>
        <translation type="unfinished">%1: %2</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorViews</name>
    <message>
        <source>no run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workload has no such phase, or it cannot run here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching the tilings of every point…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No accuracy of these runs is known yet.
Pin runs (Ctrl+D), then let the page Inference run them (F5), or look at the page Compare: their figures come here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No figure of this accelerator changes this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every figure is being moved…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roofline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time and energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sweeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy against cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What bounds each operator, and how far is it from the roof?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where does the time go, and where the energy?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What becomes of it with more or fewer of one thing?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does accuracy cost on these chips?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which figure of the accelerator is worth changing?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefill reads the prompts; decode makes one token of each sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prefill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run whose operators the arrows come from, with the change of their times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the whole board over the time, or of operations and moved bits alone: two different quantities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dynamic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is varied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>context</source>
        <translation type="unfinished">context</translation>
    </message>
    <message>
        <source>bits of weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits of activations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits of the KV cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory bandwidth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on-chip memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure</source>
        <translation type="unfinished">Figure</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>energy per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A figure of the runs that the pages Inference or Compare have measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What one token costs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>energy of the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dynamic energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to become less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>energy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where does the time go?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where does the energy go?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::gui::CaptureDialog</name>
    <message>
        <source>Capture activations of %1</source>
        <translation>Capture activations of %1</translation>
    </message>
    <message>
        <source>Runs the model in floating point on a text and keeps what each linear layer is fed with. The model file is not changed.</source>
        <translation>Runs the model in floating point on a text and keeps what each linear layer is fed with. The model file is not changed.</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>What the model reads: a text that the model file holds, or a file of UTF-8 text</source>
        <translation>What the model reads: a text that the model file holds, or a file of UTF-8 text</translation>
    </message>
    <message>
        <source>From a &amp;file…</source>
        <translation>From a &amp;file…</translation>
    </message>
    <message>
        <source>&amp;Capture</source>
        <translation>&amp;Capture</translation>
    </message>
    <message>
        <source>Text to run</source>
        <translation>Text to run</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>Texts (*.txt *.md);;All files (*)</translation>
    </message>
    <message>
        <source>Estimated: %1 of memory of %2 free, %3 on disk in the cache, %4 on this machine.</source>
        <translation>Estimated: %1 of memory of %2 free, %3 on disk in the cache, %4 on this machine.</translation>
    </message>
    <message>
        <source>The model file holds no text: choose a file.</source>
        <translation>The model file holds no text: choose a file.</translation>
    </message>
    <message>
        <source>That does not fit the memory: leave out XᵀX, or keep fewer tokens.</source>
        <translation>That does not fit the memory: leave out XᵀX, or keep fewer tokens.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::CaptureJob</name>
    <message>
        <source>looking at the model</source>
        <translation>looking at the model</translation>
    </message>
    <message>
        <source>capturing inputs</source>
        <translation>capturing inputs</translation>
    </message>
    <message>
        <source>joining inputs</source>
        <translation>joining inputs</translation>
    </message>
    <message>
        <source>saving inputs</source>
        <translation>saving inputs</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::CaptureRequest</name>
    <message>
        <source>Tokens to run</source>
        <translation>Tokens to run</translation>
    </message>
    <message>
        <source>From the beginning of the text; all of it where it is shorter. Ranges, mean squares and XᵀX are of all tokens.</source>
        <translation>From the beginning of the text; all of it where it is shorter. Ranges, mean squares and XᵀX are of all tokens.</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>tokens</translation>
    </message>
    <message>
        <source>Tokens to keep</source>
        <translation>Tokens to keep</translation>
    </message>
    <message>
        <source>Rows of each input that are kept as they are, evenly spread over the tokens run: what the charts show and the methods try settings on.</source>
        <translation>Rows of each input that are kept as they are, evenly spread over the tokens run: what the charts show and the methods try settings on.</translation>
    </message>
    <message>
        <source>Sum of products XᵀX</source>
        <translation>Sum of products XᵀX</translation>
    </message>
    <message>
        <source>What GPTQ and SparseGPT ask for: a matrix of channels × channels a site, by far the most of the memory and of the file.</source>
        <translation>What GPTQ and SparseGPT ask for: a matrix of channels × channels a site, by far the most of the memory and of the file.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Command palette</translation>
    </message>
    <message>
        <source>An action, tensor, page, run, method, or &quot;weight bits 4&quot;</source>
        <translation>An action, tensor, page, run, method, or &quot;weight bits 4&quot;</translation>
    </message>
    <message>
        <source>Search actions, tensors, pages, runs, methods and parameters</source>
        <translation>Search actions, tensors, pages, runs, methods and parameters</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Matches</translation>
    </message>
    <message>
        <source>Nothing is called &quot;%1&quot;. Type a part of the name of an action, a tensor, a page, a run or a method, or a parameter with a value, as in &quot;weight bits 4&quot;.</source>
        <translation>Nothing is called &quot;%1&quot;. Type a part of the name of an action, a tensor, a page, a run or a method, or a parameter with a value, as in &quot;weight bits 4&quot;.</translation>
    </message>
    <message>
        <source>the best %1 of %2</source>
        <translation>the best %1 of %2</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · ↑ ↓ choose · Enter do · Esc leave</source>
        <translation>%1 · ↑ ↓ choose · Enter do · Esc leave</translation>
    </message>
    <message>
        <source>Not now: %1</source>
        <translation>Not now: %1</translation>
    </message>
    <message>
        <source>on</source>
        <translation>on</translation>
    </message>
    <message>
        <source>%1 · on</source>
        <translation>%1 · on</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>not available now</source>
        <translation>not available now</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Method</translation>
    </message>
    <message>
        <source>use its setting</source>
        <translation>use its setting</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Run</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>choose a tensor that the method can work on</source>
        <translation>choose a tensor that the method can work on</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>Set %1 to %2</translation>
    </message>
    <message>
        <source>%1 cannot be &quot;%2&quot;</source>
        <translation>%1 cannot be &quot;%2&quot;</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::ComparePage</name>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Open a model to compare settings on its layers.</source>
        <translation>Open a model to compare settings on its layers.</translation>
    </message>
    <message>
        <source>This file has no linear weights to compare settings on.
They are matrices below /weights that are no embedding, norm or head.</source>
        <translation>This file has no linear weights to compare settings on.
They are matrices below /weights that are no embedding, norm or head.</translation>
    </message>
    <message>
        <source>Nothing is pinned yet.
Pin a setting (Ctrl+D) to compare it with the next ones.</source>
        <translation>Nothing is pinned yet.
Pin a setting (Ctrl+D) to compare it with the next ones.</translation>
    </message>
    <message>
        <source>The setting in the method panel is one of the pinned runs</source>
        <translation>The setting in the method panel is one of the pinned runs</translation>
    </message>
    <message>
        <source>Compares the setting in the method panel too, in blue</source>
        <translation>Compares the setting in the method panel too, in blue</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>now: %1</translation>
    </message>
    <message>
        <source>The filters keep none of the linear weights.
Remove a filter, or choose all tensors above.</source>
        <translation>The filters keep none of the linear weights.
Remove a filter, or choose all tensors above.</translation>
    </message>
    <message>
        <source>Nothing is computed yet.</source>
        <translation>Nothing is computed yet.</translation>
    </message>
    <message>
        <source>%1 of %2 figures are computed.</source>
        <translation>%1 of %2 figures are computed.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what a button does (how long it takes)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Compare %n layer(s) of block %1</source>
        <translation>
            <numerusform>Compare %n layer of block %1</numerusform>
            <numerusform>Compare %n layers of block %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Compare all %n layer(s)</source>
        <translation>
            <numerusform>Compare %n layer</numerusform>
            <numerusform>Compare all %n layers</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>pin a starter set</source>
        <translation>pin a starter set</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>Which setting is best?</source>
        <translation>Which setting is best?</translation>
    </message>
    <message>
        <source>What does a bit buy?</source>
        <translation>What does a bit buy?</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensors</translation>
    </message>
    <message>
        <source>Which linear weights are compared</source>
        <translation>Which linear weights are compared</translation>
    </message>
    <message>
        <source>that the filters keep</source>
        <translation>that the filters keep</translation>
    </message>
    <message>
        <source>of this block</source>
        <translation>of this block</translation>
    </message>
    <message>
        <source>all</source>
        <translation>all</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metric</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Group by</translation>
    </message>
    <message>
        <source>What stands together in the bars</source>
        <translation>What stands together in the bars</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>layer</translation>
    </message>
    <message>
        <source>run</source>
        <translation>run</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>Order of the layers, and of the runs where these are the groups</source>
        <translation>Order of the layers, and of the runs where these are the groups</translation>
    </message>
    <message>
        <source>as in the file</source>
        <translation>as in the file</translation>
    </message>
    <message>
        <source>worst first</source>
        <translation>worst first</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Baseline</translation>
    </message>
    <message>
        <source>The pinned run that differences are taken from</source>
        <translation>The pinned run that differences are taken from</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>What a point of error against bits is</source>
        <translation>What a point of error against bits is</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>runs</translation>
    </message>
    <message>
        <source>layers and runs</source>
        <translation>layers and runs</translation>
    </message>
    <message>
        <source>Current setting</source>
        <translation>Current setting</translation>
    </message>
    <message>
        <source>Pin the current setting</source>
        <translation>Pin the current setting</translation>
    </message>
    <message>
        <source>Pin a starter set: rtn W8, W4, W3, qllm W4</source>
        <translation>Pin a starter set: rtn W8, W4, W3, qllm W4</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>comparing</translation>
    </message>
    <message>
        <source>comparing %1 of %2</source>
        <translation>comparing %1 of %2</translation>
    </message>
    <message>
        <source>The comparison could not be finished.</source>
        <translation>The comparison could not be finished.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::CompareTables</name>
    <message>
        <source>Run</source>
        <translation>Run</translation>
    </message>
    <message>
        <source>Output SQNR (dB)</source>
        <translation>Output SQNR (dB)</translation>
    </message>
    <message>
        <source>Of all outputs together: energies and squared errors are summed</source>
        <translation>Of all outputs together: energies and squared errors are summed</translation>
    </message>
    <message>
        <source>Worst layer (dB)</source>
        <translation>Worst layer (dB)</translation>
    </message>
    <message>
        <source>Output SQNR of the worst layer</source>
        <translation>Output SQNR of the worst layer</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR (dB)</translation>
    </message>
    <message>
        <source>Of all weights together: energies and squared errors are summed</source>
        <translation>Of all weights together: energies and squared errors are summed</translation>
    </message>
    <message>
        <source>Bits/weight</source>
        <translation>Bits/weight</translation>
    </message>
    <message>
        <source>All that is stored, over the number of weights</source>
        <translation>All that is stored, over the number of weights</translation>
    </message>
    <message>
        <source>Best on</source>
        <translation>Best on</translation>
    </message>
    <message>
        <source>Layers on which no run is better in the chosen metric</source>
        <translation>Layers on which no run is better in the chosen metric</translation>
    </message>
    <message>
        <source>On front</source>
        <translation>On front</translation>
    </message>
    <message>
        <source>No run is better in both error and bits</source>
        <translation>No run is better in both error and bits</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>Layers with figures</source>
        <translation>Layers with figures</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problems</translation>
    </message>
    <message>
        <source>Layers that the run cannot work on</source>
        <translation>Layers that the run cannot work on</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Figures by tensor and run</source>
        <translation>Figures by tensor and run</translation>
    </message>
    <message>
        <source>Figures by run</source>
        <translation>Figures by run</translation>
    </message>
    <message>
        <source>By tensor</source>
        <translation>By tensor</translation>
    </message>
    <message>
        <source>By run</source>
        <translation>By run</translation>
    </message>
    <message>
        <source>Copy this table, tab-separated</source>
        <translation>Copy this table, tab-separated</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Copy table</translation>
    </message>
    <message>
        <source>Apply this run&apos;s setting</source>
        <translation>Apply this run&apos;s setting</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::ComparisonModel</name>
    <message>
        <source>cannot</source>
        <translation>cannot</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 on %2</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>not computed yet</translation>
    </message>
    <message>
        <source>%1 against %2: %3</source>
        <translation>%1 against %2: %3</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>%1 (baseline)</source>
        <translation>%1 (baseline)</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::DistributionPage</name>
    <message>
        <source>mean</source>
        <translation>mean</translation>
    </message>
    <message>
        <source>What does this setting do to this tensor?</source>
        <translation>What does this setting do to this tensor?</translation>
    </message>
    <message>
        <source>Channels of the layer&apos;s input</source>
        <translation>Channels of the layer&apos;s input</translation>
    </message>
    <message>
        <source>Channels of this tensor</source>
        <translation>Channels of this tensor</translation>
    </message>
    <message>
        <source>Whose channels the profile shows: θ splits channels of the input</source>
        <translation>Whose channels the profile shows: θ splits channels of the input</translation>
    </message>
    <message>
        <source>Which channels stand out?</source>
        <translation>Which channels stand out?</translation>
    </message>
    <message>
        <source>No channels to show.</source>
        <translation>No channels to show.</translation>
    </message>
    <message>
        <source>This file knows only the largest magnitude of each channel.
There are no samples, so there is no histogram.</source>
        <translation>This file knows only the largest magnitude of each channel.
There are no samples, so there is no histogram.</translation>
    </message>
    <message>
        <source>No value of this tensor is finite.</source>
        <translation>No value of this tensor is finite.</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>activation</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>weight</translation>
    </message>
    <message>
        <source>value</source>
        <translation>value</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen channel(s)</source>
        <translation>
            <numerusform>%n chosen channel</numerusform>
            <numerusform>%n chosen channels</numerusform>
        </translation>
    </message>
    <message>
        <source>absmax</source>
        <translation>absmax</translation>
    </message>
    <message>
        <source>Which channels of the input stand out?</source>
        <translation>Which channels of the input stand out?</translation>
    </message>
    <message>
        <source>Which channels of the tensor stand out?</source>
        <translation>Which channels of the tensor stand out?</translation>
    </message>
    <message>
        <source>The channels are known once all rows are read.</source>
        <translation>The channels are known once all rows are read.</translation>
    </message>
    <message>
        <source>No channel has a finite value.</source>
        <translation>No channel has a finite value.</translation>
    </message>
    <message>
        <source>Larger than the memory budget: after values come from a sample of its rows.</source>
        <translation>Larger than the memory budget: after values come from a sample of its rows.</translation>
    </message>
    <message>
        <source>θ = %1</source>
        <translation>θ = %1</translation>
    </message>
    <message>
        <source>%1 × median</source>
        <translation>%1 × median</translation>
    </message>
    <message>
        <source>Channel %1 reaches %2, %3 × the median channel. </source>
        <translation>Channel %1 reaches %2, %3 × the median channel. </translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Distribution</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::FigureHelp</name>
    <message>
        <source>&lt;p&gt;No figure has all of these words.&lt;/p&gt;</source>
        <translation>&lt;p&gt;No figure has all of these words.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>Search: SQNR, outlier, Pareto …</source>
        <translation>Search: SQNR, outlier, Pareto …</translation>
    </message>
    <message>
        <source>Search the figures</source>
        <translation>Search the figures</translation>
    </message>
    <message>
        <source>What each figure says, its formula and its source</source>
        <translation>What each figure says, its formula and its source</translation>
    </message>
    <message>
        <source>Output SQNR</source>
        <translation>Output SQNR</translation>
    </message>
    <message>
        <source>Signal to quantization noise of what the layer puts out on the captured inputs. The figure to go by: an error that the inputs never meet does not count. 6 dB more is half the error, 20 dB a tenth.</source>
        <translation>Signal to quantization noise of what the layer puts out on the captured inputs. The figure to go by: an error that the inputs never meet does not count. 6 dB more is half the error, 20 dB a tenth.</translation>
    </message>
    <message>
        <source>The layer&apos;s own error is what GPTQ (Frantar et al., 2023, Eq. 1) and QLLM (Liu et al., 2024) minimise; in decibels as usual for signals</source>
        <translation>The layer&apos;s own error is what GPTQ (Frantar et al., 2023, Eq. 1) and QLLM (Liu et al., 2024) minimise; in decibels as usual for signals</translation>
    </message>
    <message>
        <source>Output MSE</source>
        <translation>Output MSE</translation>
    </message>
    <message>
        <source>Mean squared error of what the layer puts out on the captured inputs, in the output&apos;s own units: compare it within a layer, not between layers.</source>
        <translation>Mean squared error of what the layer puts out on the captured inputs, in the output&apos;s own units: compare it within a layer, not between layers.</translation>
    </message>
    <message>
        <source>GPTQ (Frantar et al., 2023), Eq. 1, over the number of outputs</source>
        <translation>GPTQ (Frantar et al., 2023), Eq. 1, over the number of outputs</translation>
    </message>
    <message>
        <source>Output cosine</source>
        <translation>Output cosine</translation>
    </message>
    <message>
        <source>Direction of the output before and after: 1 where it is unchanged. It does not see an error of scale.</source>
        <translation>Direction of the output before and after: 1 where it is unchanged. It does not see an error of scale.</translation>
    </message>
    <message>
        <source>Cosine similarity over all outputs of all captured tokens</source>
        <translation>Cosine similarity over all outputs of all captured tokens</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Signal to quantization noise of the values of this tensor, or of the weights. Large values count most. Without any error it is ∞.</source>
        <translation>Signal to quantization noise of the values of this tensor, or of the weights. Large values count most. Without any error it is ∞.</translation>
    </message>
    <message>
        <source>Over the finite values; a uniform grid gives about 6.02 dB a bit (Bennett, 1948)</source>
        <translation>Over the finite values; a uniform grid gives about 6.02 dB a bit (Bennett, 1948)</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>Mean squared error of the values of this tensor, or of the weights.</source>
        <translation>Mean squared error of the values of this tensor, or of the weights.</translation>
    </message>
    <message>
        <source>Over the finite values, summed in double precision</source>
        <translation>Over the finite values, summed in double precision</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Cosine</translation>
    </message>
    <message>
        <source>Direction of the values before and after, as one long vector: 1 where it is unchanged.</source>
        <translation>Direction of the values before and after, as one long vector: 1 where it is unchanged.</translation>
    </message>
    <message>
        <source>Over the finite values; 1 where both are zero, 0 where one is</source>
        <translation>Over the finite values; 1 where both are zero, 0 where one is</translation>
    </message>
    <message>
        <source>Largest error</source>
        <translation>Largest error</translation>
    </message>
    <message>
        <source>The largest distance between a value and what became of it. With a clip it is the cut-off part of the largest outlier.</source>
        <translation>The largest distance between a value and what became of it. With a clip it is the cut-off part of the largest outlier.</translation>
    </message>
    <message>
        <source>Over the finite values</source>
        <translation>Over the finite values</translation>
    </message>
    <message>
        <source>Error in outliers</source>
        <translation>Error in outliers</translation>
    </message>
    <message>
        <source>Part of the squared error that lies in outlier channels. Where it is much more than their part of the channels, they are what quantization fails at.</source>
        <translation>Part of the squared error that lies in outlier channels. Where it is much more than their part of the channels, they are what quantization fails at.</translation>
    </message>
    <message>
        <source>Outlier channels as in &quot;Outlier channel&quot;; a merged channel is one where any of its sources is</source>
        <translation>Outlier channels as in &quot;Outlier channel&quot;; a merged channel is one where any of its sources is</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits per weight</translation>
    </message>
    <message>
        <source>All that the method stores for the layer over the number of its weights: codes, scales, zero points, indices, tables. More than the nominal bits, never less than what would be in a file.</source>
        <translation>All that the method stores for the layer over the number of its weights: codes, scales, zero points, indices, tables. More than the nominal bits, never less than what would be in a file.</translation>
    </message>
    <message>
        <source>Counted by each method itself, part by part; the tooltip names the parts</source>
        <translation>Counted by each method itself, part by part; the tooltip names the parts</translation>
    </message>
    <message>
        <source>Operations per token</source>
        <translation>Operations per token</translation>
    </message>
    <message>
        <source>Multiplications, shifts, additions and look-ups that one token needs in this layer, by operand format. The accelerator model prices exactly these.</source>
        <translation>Multiplications, shifts, additions and look-ups that one token needs in this layer, by operand format. The accelerator model prices exactly these.</translation>
    </message>
    <message>
        <source>Counted by the kernel that runs the method</source>
        <translation>Counted by the kernel that runs the method</translation>
    </message>
    <message>
        <source>Search for θ</source>
        <translation>Search for θ</translation>
    </message>
    <message>
        <source>Error of the layer&apos;s output for each θ that was tried; the mark is the one chosen. The search goes from the largest channel maximum downwards and ends when too many channels are added.</source>
        <translation>Error of the layer&apos;s output for each θ that was tried; the mark is the one chosen. The search goes from the largest channel maximum downwards and ends when too many channels are added.</translation>
    </message>
    <message>
        <source>QLLM (Liu et al., ICLR 2024), Algorithm 1; search of the released code</source>
        <translation>QLLM (Liu et al., ICLR 2024), Algorithm 1; search of the released code</translation>
    </message>
    <message>
        <source>Preview and full result</source>
        <translation>Preview and full result</translation>
    </message>
    <message>
        <source>While a hand moves a slider, figures come from a fixed sample of rows and are hatched or in italics. A moment after it rests they are computed from all values.</source>
        <translation>While a hand moves a slider, figures come from a fixed sample of rows and are hatched or in italics. A moment after it rests they are computed from all values.</translation>
    </message>
    <message>
        <source>The sample takes whole rows spread evenly over the tensor</source>
        <translation>The sample takes whole rows spread evenly over the tensor</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogram</translation>
    </message>
    <message>
        <source>How many values lie where: grey the original, blue what the setting in force makes of them, pinned runs in their colours. As mass, each bin shows its part of Σx² instead. Values beyond the axis are counted in the corner, none is lost.</source>
        <translation>How many values lie where: grey the original, blue what the setting in force makes of them, pinned runs in their colours. As mass, each bin shows its part of Σx² instead. Values beyond the axis are counted in the corner, none is lost.</translation>
    </message>
    <message>
        <source>Every value is counted; the axis ends at Tukey&apos;s fences of the outer quantiles so that one absurd value does not squeeze the rest</source>
        <translation>Every value is counted; the axis ends at Tukey&apos;s fences of the outer quantiles so that one absurd value does not squeeze the rest</translation>
    </message>
    <message>
        <source>Number of bins</source>
        <translation>Number of bins</translation>
    </message>
    <message>
        <source>By hand, by width, or by a rule. A rule gives the width from the spread and the number of values.</source>
        <translation>By hand, by width, or by a rule. A rule gives the width from the spread and the number of values.</translation>
    </message>
    <message>
        <source>width: Freedman–Diaconis 2·IQR/∛n, Scott 3.49·σ/∛n;  number: Sturges log₂n + 1, Rice 2·∛n, root √n</source>
        <translation>width: Freedman–Diaconis 2·IQR/∛n, Scott 3.49·σ/∛n;  number: Sturges log₂n + 1, Rice 2·∛n, root √n</translation>
    </message>
    <message>
        <source>Rules as in NumPy&apos;s histogram_bin_edges</source>
        <translation>Rules as in NumPy&apos;s histogram_bin_edges</translation>
    </message>
    <message>
        <source>Channel profile</source>
        <translation>Channel profile</translation>
    </message>
    <message>
        <source>The largest magnitude of each channel: grey before, blue after, orange-red the outlier channels. Sort by magnitude to see how many there are.</source>
        <translation>The largest magnitude of each channel: grey before, blue after, orange-red the outlier channels. Sort by magnitude to see how many there are.</translation>
    </message>
    <message>
        <source>Channels of the layer&apos;s input; what QLLM and SmoothQuant (Xiao et al., 2023, figure 4) draw</source>
        <translation>Channels of the layer&apos;s input; what QLLM and SmoothQuant (Xiao et al., 2023, figure 4) draw</translation>
    </message>
    <message>
        <source>Bands of the channel profile</source>
        <translation>Bands of the channel profile</translation>
    </message>
    <message>
        <source>The band goes from the 25th to the 99th percentile of each channel&apos;s magnitudes: where it lies far below the maximum, the channel has rare spikes, else it is large throughout.</source>
        <translation>The band goes from the 25th to the 99th percentile of each channel&apos;s magnitudes: where it lies far below the maximum, the channel has rare spikes, else it is large throughout.</translation>
    </message>
    <message>
        <source>Tensors of at most 2²³ values; not in previews</source>
        <translation>Tensors of at most 2²³ values; not in previews</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Heat map</translation>
    </message>
    <message>
        <source>Every value in its place: tokens × channels of an input, output × input features of weights. Zoomed out, a dot shows the largest magnitude of the values under it, so no outlier is lost between the dots.</source>
        <translation>Every value in its place: tokens × channels of an input, output × input features of weights. Zoomed out, a dot shows the largest magnitude of the values under it, so no outlier is lost between the dots.</translation>
    </message>
    <message>
        <source>Colour scales are perceptually uniform and safe for the colour blind</source>
        <translation>Colour scales are perceptually uniform and safe for the colour blind</translation>
    </message>
    <message>
        <source>Heat map of the error</source>
        <translation>Heat map of the error</translation>
    </message>
    <message>
        <source>What quantization did to each value of the weights, signed or by magnitude.</source>
        <translation>What quantization did to each value of the weights, signed or by magnitude.</translation>
    </message>
    <message>
        <source>Of the setting in force or of a pinned run</source>
        <translation>Of the setting in force or of a pinned run</translation>
    </message>
    <message>
        <source>Massive activations</source>
        <translation>Massive activations</translation>
    </message>
    <message>
        <source>Few single values, a thousand times as large as the others, at fixed channels and mostly at the first token. They act as biases of the attention; setting them to zero breaks the model. Ringed in the map.</source>
        <translation>Few single values, a thousand times as large as the others, at fixed channels and mostly at the first token. They act as biases of the attention; setting them to zero breaks the model. Ringed in the map.</translation>
    </message>
    <message>
        <source>Sun et al., Massive Activations in Large Language Models, 2024, section 2</source>
        <translation>Sun et al., Massive Activations in Large Language Models, 2024, section 2</translation>
    </message>
    <message>
        <source>Layer overview</source>
        <translation>Layer overview</translation>
    </message>
    <message>
        <source>One figure over all layers of a kind, to see where outliers begin and which layers pay for a setting. Layers that could not be computed are missing from the line, not zero.</source>
        <translation>One figure over all layers of a kind, to see where outliers begin and which layers pay for a setting. Layers that could not be computed are missing from the line, not zero.</translation>
    </message>
    <message>
        <source>Each figure is the one of the same name, computed layer by layer on the unquantized model&apos;s inputs</source>
        <translation>Each figure is the one of the same name, computed layer by layer on the unquantized model&apos;s inputs</translation>
    </message>
    <message>
        <source>Histograms of all tensors</source>
        <translation>Histograms of all tensors</translation>
    </message>
    <message>
        <source>Many small histograms, on axes of their own or all on the same: shapes, or sizes, side by side.</source>
        <translation>Many small histograms, on axes of their own or all on the same: shapes, or sizes, side by side.</translation>
    </message>
    <message>
        <source>Small multiples: Tufte, Envisioning Information, 1990</source>
        <translation>Small multiples: Tufte, Envisioning Information, 1990</translation>
    </message>
    <message>
        <source>Comparison of runs</source>
        <translation>Comparison of runs</translation>
    </message>
    <message>
        <source>One figure for each run and layer. Each layer is quantized alone, on the inputs of the unquantized model: errors do not add up from layer to layer here.</source>
        <translation>One figure for each run and layer. Each layer is quantized alone, on the inputs of the unquantized model: errors do not add up from layer to layer here.</translation>
    </message>
    <message>
        <source>Every cell is computed by the same code as the figures at the right</source>
        <translation>Every cell is computed by the same code as the figures at the right</translation>
    </message>
    <message>
        <source>Figure over all layers</source>
        <translation>Figure over all layers</translation>
    </message>
    <message>
        <source>Several layers as if they were one: energies and squared errors are added up first. The mean of decibels would let one perfect layer hide a broken one.</source>
        <translation>Several layers as if they were one: energies and squared errors are added up first. The mean of decibels would let one perfect layer hide a broken one.</translation>
    </message>
    <message>
        <source>Definition of this program</source>
        <translation>Definition of this program</translation>
    </message>
    <message>
        <source>Difference to the baseline</source>
        <translation>Difference to the baseline</translation>
    </message>
    <message>
        <source>The run&apos;s figure minus that of the baseline run on the same layer; the colour grows with its size, the sign and a word say whether it is better.</source>
        <translation>The run&apos;s figure minus that of the baseline run on the same layer; the colour grows with its size, the sign and a word say whether it is better.</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>Pareto front</translation>
    </message>
    <message>
        <source>Runs that no other run beats: none has fewer bits and less error at once. All others can be left out, whatever a bit is worth.</source>
        <translation>Runs that no other run beats: none has fewer bits and less error at once. All others can be left out, whatever a bit is worth.</translation>
    </message>
    <message>
        <source>Pareto efficiency, of bits per weight against the chosen figure</source>
        <translation>Pareto efficiency, of bits per weight against the chosen figure</translation>
    </message>
    <message>
        <source>Largest magnitude</source>
        <translation>Largest magnitude</translation>
    </message>
    <message>
        <source>The largest |x| of the tensor. A grid without a clip has to reach it, so it decides the step.</source>
        <translation>The largest |x| of the tensor. A grid without a clip has to reach it, so it decides the step.</translation>
    </message>
    <message>
        <source>Outlier channel</source>
        <translation>Outlier channel</translation>
    </message>
    <message>
        <source>A channel whose largest magnitude is more than k times that of the median channel; k is set above the channel profile. Channels are columns of the layer&apos;s input.</source>
        <translation>A channel whose largest magnitude is more than k times that of the median channel; k is set above the channel profile. Channels are columns of the layer&apos;s input.</translation>
    </message>
    <message>
        <source>Outlier features lie in few, fixed channels: LLM.int8() (Dettmers et al., 2022) finds them by |x| ≥ 6, a bound that suits one model; relative to the median it suits any</source>
        <translation>Outlier features lie in few, fixed channels: LLM.int8() (Dettmers et al., 2022) finds them by |x| ≥ 6, a bound that suits one model; relative to the median it suits any</translation>
    </message>
    <message>
        <source>Outlier ratio</source>
        <translation>Outlier ratio</translation>
    </message>
    <message>
        <source>How far the worst channel stands out: its largest magnitude over that of the median channel. With one scale for all, log₂ of it is the number of bits that the median channel loses.</source>
        <translation>How far the worst channel stands out: its largest magnitude over that of the median channel. With one scale for all, log₂ of it is the number of bits that the median channel loses.</translation>
    </message>
    <message>
        <source>SmoothQuant (Xiao et al., 2023), section 3: about 100 in the activations of large models</source>
        <translation>SmoothQuant (Xiao et al., 2023), section 3: about 100 in the activations of large models</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>Kurtosis</translation>
    </message>
    <message>
        <source>Weight of the tails: 3 for a normal distribution, 1.8 for a uniform one, more where few values are far out. No unit.</source>
        <translation>Weight of the tails: 3 for a normal distribution, 1.8 for a uniform one, more where few values are far out. No unit.</translation>
    </message>
    <message>
        <source>Pearson&apos;s, of the population, not the excess</source>
        <translation>Pearson&apos;s, of the population, not the excess</translation>
    </message>
    <message>
        <source>Badness</source>
        <translation>Badness</translation>
    </message>
    <message>
        <source>The bar beside a tensor: how hard it is to quantize with one scale. Empty where all channels are alike, full from an outlier ratio of 100 on.</source>
        <translation>The bar beside a tensor: how hard it is to quantize with one scale. Empty where all channels are alike, full from an outlier ratio of 100 on.</translation>
    </message>
    <message>
        <source>Share of outlier channels</source>
        <translation>Share of outlier channels</translation>
    </message>
    <message>
        <source>How many of the channels are outlier channels. Few, and splitting or keeping them apart is cheap.</source>
        <translation>How many of the channels are outlier channels. Few, and splitting or keeping them apart is cheap.</translation>
    </message>
    <message>
        <source>LLM.int8() (Dettmers et al., 2022): about 0.1 % of the features in the models that they looked at</source>
        <translation>LLM.int8() (Dettmers et al., 2022): about 0.1 % of the features in the models that they looked at</translation>
    </message>
    <message>
        <source>θ</source>
        <translation>θ</translation>
    </message>
    <message>
        <source>Channels of the input whose largest magnitude exceeds θ are split into equal pieces; similar channels are merged to make room. Drag the dashed line.</source>
        <translation>Channels of the input whose largest magnitude exceeds θ are split into equal pieces; similar channels are merged to make room. Drag the dashed line.</translation>
    </message>
    <message>
        <source>QLLM (Liu et al., ICLR 2024), section 4.1.1</source>
        <translation>QLLM (Liu et al., ICLR 2024), section 4.1.1</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Levels</translation>
    </message>
    <message>
        <source>Ticks at the values that the grid has. With several scales the ticks are those of the median scale.</source>
        <translation>Ticks at the values that the grid has. With several scales the ticks are those of the median scale.</translation>
    </message>
    <message>
        <source>Uniform quantization, asymmetric or symmetric (z = 0 and q from −2ᵇ⁻¹), rounding half to even</source>
        <translation>Uniform quantization, asymmetric or symmetric (z = 0 and q from −2ᵇ⁻¹), rounding half to even</translation>
    </message>
    <message>
        <source>Clip limits</source>
        <translation>Clip limits</translation>
    </message>
    <message>
        <source>Values beyond the limits take the last level. A tighter clip makes the step finer for all the others.</source>
        <translation>Values beyond the limits take the last level. A tighter clip makes the step finer for all the others.</translation>
    </message>
    <message>
        <source>By percentile, or by the least squared error over a grid of limits</source>
        <translation>By percentile, or by the least squared error over a grid of limits</translation>
    </message>
    <message>
        <source>P99.9 and other quantiles</source>
        <translation>P99.9 and other quantiles</translation>
    </message>
    <message>
        <source>The magnitude below which this share of the values lies. A large distance between P99.9 and the maximum means that one value in a thousand decides the scale.</source>
        <translation>The magnitude below which this share of the values lies. A large distance between P99.9 and the maximum means that one value in a thousand decides the scale.</translation>
    </message>
    <message>
        <source>Of |x|, over the finite values</source>
        <translation>Of |x|, over the finite values</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexity</translation>
    </message>
    <message>
        <source>Among how many equally likely tokens the model seems to choose at each step of a text: the lower, the better it predicts. The line on a bar is the standard error, from the spread between windows; differences between runs on the same text are far surer than it, see KL divergence.</source>
        <translation>Among how many equally likely tokens the model seems to choose at each step of a text: the lower, the better it predicts. The line on a bar is the standard error, from the spread between windows; differences between runs on the same text are far surer than it, see KL divergence.</translation>
    </message>
    <message>
        <source>Only numbers of the same text, window and beginning can be compared; the protocol stands below the picture and in every table</source>
        <translation>Only numbers of the same text, window and beginning can be compared; the protocol stands below the picture and in every table</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL divergence</translation>
    </message>
    <message>
        <source>How far the predicted odds of all tokens are from the unquantized model&apos;s, averaged over the text. It sees changes that perplexity averages away, and needs fewer tokens.</source>
        <translation>How far the predicted odds of all tokens are from the unquantized model&apos;s, averaged over the text. It sees changes that perplexity averages away, and needs fewer tokens.</translation>
    </message>
    <message>
        <source>Kullback and Leibler, 1951; P99 is the 99th percentile over the tokens</source>
        <translation>Kullback and Leibler, 1951; P99 is the 99th percentile over the tokens</translation>
    </message>
    <message>
        <source>Same top token</source>
        <translation>Same top token</translation>
    </message>
    <message>
        <source>How often the quantized model&apos;s likeliest next token is the unquantized model&apos;s.</source>
        <translation>How often the quantized model&apos;s likeliest next token is the unquantized model&apos;s.</translation>
    </message>
    <message>
        <source>Errors by layer of the running model</source>
        <translation>Errors by layer of the running model</translation>
    </message>
    <message>
        <source>Alone: only this layer is quantized and gets the unquantized model&apos;s input. All up to here: every layer is quantized, so errors of earlier layers come in through the input. A layer that is bad alone is a culprit; one that is bad only with the others inherits.</source>
        <translation>Alone: only this layer is quantized and gets the unquantized model&apos;s input. All up to here: every layer is quantized, so errors of earlier layers come in through the input. A layer that is bad alone is a culprit; one that is bad only with the others inherits.</translation>
    </message>
    <message>
        <source>Weights and activations alone as in AIMET&apos;s QuantAnalyzer; local and cumulative as in layer-wise SQNR tools</source>
        <translation>Weights and activations alone as in AIMET&apos;s QuantAnalyzer; local and cumulative as in layer-wise SQNR tools</translation>
    </message>
    <message>
        <source>Generated texts</source>
        <translation>Generated texts</translation>
    </message>
    <message>
        <source>What each run makes of the same prompt with the same seed. Tokens with a ground and a line below are not in the unquantized model&apos;s text, or not in this order. After the first other token both go their own way: what counts is how far they went together, and whether the text still makes sense.</source>
        <translation>What each run makes of the same prompt with the same seed. Tokens with a ground and a line below are not in the unquantized model&apos;s text, or not in this order. After the first other token both go their own way: what counts is how far they went together, and whether the text still makes sense.</translation>
    </message>
    <message>
        <source>Differences as in diff (Hunt and McIlroy, 1976)</source>
        <translation>Differences as in diff (Hunt and McIlroy, 1976)</translation>
    </message>
    <message>
        <source>Roofline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What an accelerator can reach at most: left of the ridge its memory is the limit, right of it its units. A dot is an operator, its area its share of the time; how far it lies below the roof is what launches, the law&apos;s achievable parts or an array&apos;s shape cost. Arrows go from another run to the one in front.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Williams, Waterman and Patterson, 2009; one roof for each memory level and number format in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the time goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time of one pass, stacked by operator or by what bounds it: compute, each memory level, the link, launches. Modelled by the law that is named; the band is that of the achievable parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operators of one transformer block and the head, as LLM-Viewer counts them; the calibrated law is fitted on measured A100 operators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the energy goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two different quantities that are never added: dynamic energy of the operations and of the bits moved by level, and energy of the whole board, static and dynamic power over the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Energies of operations: Horowitz, ISSCC 2014 (45 nm), scaled after Stillmaker and Baas, 2017; board law: fit on measured H100 servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One value varied, all others as they are. A mark stands where another part becomes the bound; where the model no longer fits the memory the curve is in the shaded part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each point is priced in full, by the same law as the rest of the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy against cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each run once: how good it is, as the pages Compare and Inference measured it, against what it costs on the accelerators. Runs on the line are not beaten in both by any other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pareto efficiency; the cost is modelled, the figure is measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How time or energy answers to each figure of the accelerator, lowered and raised by a fifth, the largest answer first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One figure at a time; whole numbers move by at least one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::gui::Filter</name>
    <message>
        <source>weights</source>
        <translation>weights</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>inputs</translation>
    </message>
    <message>
        <source>tensors with outlier channels</source>
        <translation>tensors with outlier channels</translation>
    </message>
    <message>
        <source>outlier channels</source>
        <translation>outlier channels</translation>
    </message>
    <message>
        <source>channels above θ</source>
        <translation>channels above θ</translation>
    </message>
    <message>
        <source>absmax %1 to %2</source>
        <translation>absmax %1 to %2</translation>
    </message>
    <message>
        <source>not: %1</source>
        <translation>not: %1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::FilterBar</name>
    <message>
        <source>%1
Click: keep these again</source>
        <translation>%1
Click: keep these again</translation>
    </message>
    <message>
        <source>%1
Click: keep all but these</source>
        <translation>%1
Click: keep all but these</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>Filter %1</translation>
    </message>
    <message>
        <source>Keeps all but these</source>
        <translation>Keeps all but these</translation>
    </message>
    <message>
        <source>Keeps these alone</source>
        <translation>Keeps these alone</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Remove this filter</translation>
    </message>
    <message>
        <source>Remove the filter %1</source>
        <translation>Remove the filter %1</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>Add filter ▾</source>
        <translation>Add filter ▾</translation>
    </message>
    <message>
        <source>Add filter</source>
        <translation>Add filter</translation>
    </message>
    <message>
        <source>Narrow what all pages show</source>
        <translation>Narrow what all pages show</translation>
    </message>
    <message>
        <source>*.down_proj* · Enter adds</source>
        <translation>*.down_proj* · Enter adds</translation>
    </message>
    <message>
        <source>Pattern of tensor names</source>
        <translation>Pattern of tensor names</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Clear all</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>Remove all filters</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n tensor(s)</source>
        <translation>
            <numerusform>%1 of %n tensor</numerusform>
            <numerusform>%1 of %n tensors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n channel(s)</source>
        <translation>
            <numerusform>%1 of %n channel</numerusform>
            <numerusform>%1 of %n channels</numerusform>
        </translation>
    </message>
    <message>
        <source>filter %1</source>
        <translation>filter %1</translation>
    </message>
    <message>
        <source>remove filter %1</source>
        <translation>remove filter %1</translation>
    </message>
    <message>
        <source>clear filters</source>
        <translation>clear filters</translation>
    </message>
    <message>
        <source>This filter is there already</source>
        <translation>This filter is there already</translation>
    </message>
    <message>
        <source>Open a file first</source>
        <translation>Open a file first</translation>
    </message>
    <message>
        <source>The method in force has no θ set by hand</source>
        <translation>The method in force has no θ set by hand</translation>
    </message>
    <message>
        <source>Only outlier channels</source>
        <translation>Only outlier channels</translation>
    </message>
    <message>
        <source>Only channels above θ</source>
        <translation>Only channels above θ</translation>
    </message>
    <message>
        <source>Brush a range of values in the histogram first: shift and drag</source>
        <translation>Brush a range of values in the histogram first: shift and drag</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 to %2</translation>
    </message>
    <message>
        <source>the brushed range</source>
        <translation>the brushed range</translation>
    </message>
    <message>
        <source>Keep channels with absmax in %1</source>
        <translation>Keep channels with absmax in %1</translation>
    </message>
    <message>
        <source>Leave out channels with absmax in %1</source>
        <translation>Leave out channels with absmax in %1</translation>
    </message>
    <message>
        <source>Only tensors with outlier channels</source>
        <translation>Only tensors with outlier channels</translation>
    </message>
    <message>
        <source>Tensors by a pattern of names…</source>
        <translation>Tensors by a pattern of names…</translation>
    </message>
    <message>
        <source>Tensors of a kind</source>
        <translation>Tensors of a kind</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>weights</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>inputs</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::GenerationControls</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Prompt: what the models shall go on from</source>
        <translation>Prompt: what the models shall go on from</translation>
    </message>
    <message>
        <source>Ctrl+Return generates</source>
        <translation>Ctrl+Return generates</translation>
    </message>
    <message>
        <source>New tokens</source>
        <translation>New tokens</translation>
    </message>
    <message>
        <source>At most so many; a text ends before at its end token or at the model&apos;s context (default %1)</source>
        <translation>At most so many; a text ends before at its end token or at the model&apos;s context (default %1)</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperature</translation>
    </message>
    <message>
        <source>0 takes the likeliest token always (default); above, tokens are drawn, from flatter odds the higher it is</source>
        <translation>0 takes the likeliest token always (default); above, tokens are drawn, from flatter odds the higher it is</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>greedy</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>Top k</translation>
    </message>
    <message>
        <source>Tokens are drawn from the k likeliest (default: all)</source>
        <translation>Tokens are drawn from the k likeliest (default: all)</translation>
    </message>
    <message>
        <source>all</source>
        <translation>all</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>Top p</translation>
    </message>
    <message>
        <source>Tokens are drawn from the fewest that together have this probability (default 1: all)</source>
        <translation>Tokens are drawn from the fewest that together have this probability (default 1: all)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>The same seed draws the same tokens (default 0)</source>
        <translation>The same seed draws the same tokens (default 0)</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Generate</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Ends the texts where they are</source>
        <translation>Ends the texts where they are</translation>
    </message>
    <message>
        <source>Copy the quantscope-cli commands that give these texts</source>
        <translation>Copy the quantscope-cli commands that give these texts</translation>
    </message>
    <message>
        <source>Copy commands</source>
        <translation>Copy commands</translation>
    </message>
    <message>
        <source>Has no effect while the likeliest token is taken always</source>
        <translation>Has no effect while the likeliest token is taken always</translation>
    </message>
    <message>
        <source>The models are writing</source>
        <translation>The models are writing</translation>
    </message>
    <message>
        <source>Lets each run go on from the prompt (Ctrl+Return)</source>
        <translation>Lets each run go on from the prompt (Ctrl+Return)</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::HeatMapPage</name>
    <message>
        <source>what the map shows</source>
        <translation>what the map shows</translation>
    </message>
    <message>
        <source>The values of the tensor, or the error (quantized − original) of a setting</source>
        <translation>The values of the tensor, or the error (quantized − original) of a setting</translation>
    </message>
    <message>
        <source>Open a file to see its tensors.</source>
        <translation>Open a file to see its tensors.</translation>
    </message>
    <message>
        <source>Select a tensor to see its map.</source>
        <translation>Select a tensor to see its map.</translation>
    </message>
    <message>
        <source>heat map</source>
        <translation>heat map</translation>
    </message>
    <message>
        <source>values</source>
        <translation>values</translation>
    </message>
    <message>
        <source>error of the current setting</source>
        <translation>error of the current setting</translation>
    </message>
    <message>
        <source>error of %1</source>
        <translation>error of %1</translation>
    </message>
    <message>
        <source>Where exactly are the large values, and where is the error?</source>
        <translation>Where exactly are the large values, and where is the error?</translation>
    </message>
    <message>
        <source>error</source>
        <translation>error</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>activation</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>weight</translation>
    </message>
    <message>
        <source>Where exactly are the large values of %1?</source>
        <translation>Where exactly are the large values of %1?</translation>
    </message>
    <message>
        <source>Where is the error of %1 in %2?</source>
        <translation>Where is the error of %1 in %2?</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Heat map</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::HeatMapSource</name>
    <message>
        <source>the largest is %1 at %2 %3</source>
        <translation>the largest is %1 at %2 %3</translation>
    </message>
    <message>
        <source>One value is massive: %1 at %2 %3, %4 %5.</source>
        <translation>One value is massive: %1 at %2 %3, %4 %5.</translation>
    </message>
    <message>
        <source>%1 values are massive; %2, %3 %4.</source>
        <translation>%1 values are massive; %2, %3 %4.</translation>
    </message>
    <message>
        <source>%1 %2 holds %3 of the %4 massive values; %5.</source>
        <translation>%1 %2 holds %3 of the %4 massive values; %5.</translation>
    </message>
    <message>
        <source>This setting makes no error.</source>
        <translation>This setting makes no error.</translation>
    </message>
    <message>
        <source>All values are zero.</source>
        <translation>All values are zero.</translation>
    </message>
    <message>
        <source>The largest error is %1 at %2 %3, %4 %5</source>
        <translation>The largest error is %1 at %2 %3, %4 %5</translation>
    </message>
    <message>
        <source>The largest value is %1 at %2 %3, %4 %5</source>
        <translation>The largest value is %1 at %2 %3, %4 %5</translation>
    </message>
    <message>
        <source>, %1 × the median</source>
        <translation>, %1 × the median</translation>
    </message>
    <message>
        <source>; none is massive (above 100 and above 1000 × the median)</source>
        <translation>; none is massive (above 100 and above 1000 × the median)</translation>
    </message>
    <message>
        <source>It is in the outlier channel %1 that the error is largest.</source>
        <translation>It is in the outlier channel %1 that the error is largest.</translation>
    </message>
    <message>
        <source>The error is not largest in the outlier channel %1.</source>
        <translation>The error is not largest in the outlier channel %1.</translation>
    </message>
    <message>
        <source>The outlier channel %1 holds the largest values.</source>
        <translation>The outlier channel %1 holds the largest values.</translation>
    </message>
    <message>
        <source>The outlier channel %1 of the input does not hold the largest values.</source>
        <translation>The outlier channel %1 of the input does not hold the largest values.</translation>
    </message>
    <message>
        <source>Of the %1 outlier channels, %2 are among the %1 columns of the largest error.</source>
        <translation>Of the %1 outlier channels, %2 are among the %1 columns of the largest error.</translation>
    </message>
    <message>
        <source>Of the %1 outlier channels, %2 are among the %1 columns of the largest values.</source>
        <translation>Of the %1 outlier channels, %2 are among the %1 columns of the largest values.</translation>
    </message>
    <message>
        <source>sampled token</source>
        <translation>sampled token</translation>
    </message>
    <message>
        <source>token</source>
        <translation>token</translation>
    </message>
    <message>
        <source>kernel channel</source>
        <translation>kernel channel</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>channel</translation>
    </message>
    <message>
        <source>sampled output channel</source>
        <translation>sampled output channel</translation>
    </message>
    <message>
        <source>output channel</source>
        <translation>output channel</translation>
    </message>
    <message>
        <source>input channel</source>
        <translation>input channel</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) are not finite.</source>
        <translation>
            <numerusform>%n value is not finite.</numerusform>
            <numerusform>%n values are not finite.</numerusform>
        </translation>
    </message>
    <message>
        <source>Larger than the memory budget: the rows are a sample, evenly spread.</source>
        <translation>Larger than the memory budget: the rows are a sample, evenly spread.</translation>
    </message>
    <message>
        <source>This tensor has no rows and columns to draw.</source>
        <translation>This tensor has no rows and columns to draw.</translation>
    </message>
    <message>
        <source>This file knows only the largest magnitude of each channel.
There are no captured tokens, so there is no map of them.</source>
        <translation>This file knows only the largest magnitude of each channel.
There are no captured tokens, so there is no map of them.</translation>
    </message>
    <message>
        <source>There is no error to show: this method cannot work here.
%1</source>
        <translation>There is no error to show: this method cannot work here.
%1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::HistoryPanel</name>
    <message>
        <source>start</source>
        <translation>start</translation>
    </message>
    <message>
        <source>History of changes</source>
        <translation>History of changes</translation>
    </message>
    <message>
        <source>Click a step to go back or forth to it</source>
        <translation>Click a step to go back or forth to it</translation>
    </message>
    <message>
        <source>Nothing has been changed yet. Each change of a parameter, a filter or a run appears here; a click on a step goes back to it.</source>
        <translation>Nothing has been changed yet. Each change of a parameter, a filter or a run appears here; a click on a step goes back to it.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::InferenceControls</name>
    <message>
        <source>Text to run the models on</source>
        <translation>Text to run the models on</translation>
    </message>
    <message>
        <source>Type or paste the text that the models shall read</source>
        <translation>Type or paste the text that the models shall read</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>What the models read: a text of the model file, one that you type, or a file</source>
        <translation>What the models read: a text of the model file, one that you type, or a file</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>How many tokens are predicted at most (default %1). More take longer and make the standard error smaller.</source>
        <translation>How many tokens are predicted at most (default %1). More take longer and make the standard error smaller.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>all</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>Tokens that the model sees at once, the beginning token among them (default: the model&apos;s context). Perplexities of different windows cannot be compared.</source>
        <translation>Tokens that the model sees at once, the beginning token among them (default: the model&apos;s context). Perplexities of different windows cannot be compared.</translation>
    </message>
    <message>
        <source>context</source>
        <translation>context</translation>
    </message>
    <message>
        <source>BOS</source>
        <translation>BOS</translation>
    </message>
    <message>
        <source>Where the beginning-of-text token stands: before each window, once before the text, or nowhere (default: each, where the tokenizer has one)</source>
        <translation>Where the beginning-of-text token stands: before each window, once before the text, or nowhere (default: each, where the tokenizer has one)</translation>
    </message>
    <message>
        <source>each</source>
        <translation>each</translation>
    </message>
    <message>
        <source>once</source>
        <translation>once</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Run</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Ends the run; what is done stays</source>
        <translation>Ends the run; what is done stays</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Advanced</translation>
    </message>
    <message>
        <source>Which runs, and in which formats the engine works</source>
        <translation>Which runs, and in which formats the engine works</translation>
    </message>
    <message>
        <source>Copy the quantscope-cli commands that give these perplexities</source>
        <translation>Copy the quantscope-cli commands that give these perplexities</translation>
    </message>
    <message>
        <source>Copy commands</source>
        <translation>Copy commands</translation>
    </message>
    <message>
        <source>Tokens, window, BOS and everything advanced to their defaults</source>
        <translation>Tokens, window, BOS and everything advanced to their defaults</translation>
    </message>
    <message>
        <source>Reset to defaults</source>
        <translation>Reset to defaults</translation>
    </message>
    <message>
        <source>Unquantized model beside</source>
        <translation>Unquantized model beside</translation>
    </message>
    <message>
        <source>Runs the unquantized model too, in grey, and measures what the others&apos; predictions diverge from it. Without it a large model needs no more memory than its quantized weights.</source>
        <translation>Runs the unquantized model too, in grey, and measures what the others&apos; predictions diverge from it. Without it a large model needs no more memory than its quantized weights.</translation>
    </message>
    <message>
        <source>Current setting</source>
        <translation>Current setting</translation>
    </message>
    <message>
        <source>Runs the setting in the method panel too, in blue</source>
        <translation>Runs the setting in the method panel too, in blue</translation>
    </message>
    <message>
        <source>Number formats</source>
        <translation>Number formats</translation>
    </message>
    <message>
        <source>Formats of the values between the layers of the quantized models (default f32)</source>
        <translation>Formats of the values between the layers of the quantized models (default f32)</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV cache</translation>
    </message>
    <message>
        <source>How the quantized models keep keys and values (default f32)</source>
        <translation>How the quantized models keep keys and values (default f32)</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>FlashAttention-2 in tiles, or the plain version with whole matrices of scores: the same within rounding (default flash)</source>
        <translation>FlashAttention-2 in tiles, or the plain version with whole matrices of scores: the same within rounding (default flash)</translation>
    </message>
    <message>
        <source>flash</source>
        <translation>flash</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>plain</translation>
    </message>
    <message>
        <source>%1 (of the model)</source>
        <translation>%1 (of the model)</translation>
    </message>
    <message>
        <source>typed text</source>
        <translation>typed text</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choose a file…</translation>
    </message>
    <message>
        <source>context (%1)</source>
        <translation>context (%1)</translation>
    </message>
    <message>
        <source>The tokenizer of this model has no beginning-of-text token</source>
        <translation>The tokenizer of this model has no beginning-of-text token</translation>
    </message>
    <message>
        <source>Choose a text</source>
        <translation>Choose a text</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.jsonl *.csv);;All files (*)</source>
        <translation>Texts (*.txt *.md *.jsonl *.csv);;All files (*)</translation>
    </message>
    <message>
        <source>The models are running</source>
        <translation>The models are running</translation>
    </message>
    <message>
        <source>Runs the models that have no figures yet (F5)</source>
        <translation>Runs the models that have no figures yet (F5)</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::InferencePage</name>
    <message>
        <source>Open a model to run it.</source>
        <translation>Open a model to run it.</translation>
    </message>
    <message>
        <source>Reading the model&apos;s configuration…</source>
        <translation>Reading the model&apos;s configuration…</translation>
    </message>
    <message>
        <source>This file cannot run as a model.

%1

A model that runs has its configuration, its tokenizer and all weights of a known architecture; “Import a Hugging Face folder…” brings them together.</source>
        <translation>This file cannot run as a model.

%1

A model that runs has its configuration, its tokenizer and all weights of a known architecture; “Import a Hugging Face folder…” brings them together.</translation>
    </message>
    <message>
        <source>float</source>
        <translation>float</translation>
    </message>
    <message>
        <source>The setting in the method panel is one of the pinned runs</source>
        <translation>The setting in the method panel is one of the pinned runs</translation>
    </message>
    <message>
        <source>No tensor is selected yet: there is no current setting</source>
        <translation>No tensor is selected yet: there is no current setting</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>now: %1</translation>
    </message>
    <message>
        <source>%1
Press Run.</source>
        <translation>%1
Press Run.</translation>
    </message>
    <message>
        <source>Pin a run, or let the current setting run: its layers are measured against the unquantized model.</source>
        <translation>Pin a run, or let the current setting run: its layers are measured against the unquantized model.</translation>
    </message>
    <message>
        <source>The errors of %1 by layer are measured after the perplexities.</source>
        <translation>The errors of %1 by layer are measured after the perplexities.</translation>
    </message>
    <message>
        <source>Each run goes on from the prompt; what differs from float is marked.
Press Generate.</source>
        <translation>Each run goes on from the prompt; what differs from float is marked.
Press Generate.</translation>
    </message>
    <message>
        <source>Type a text, or choose one, for the models to read.</source>
        <translation>Type a text, or choose one, for the models to read.</translation>
    </message>
    <message>
        <source>Nothing is chosen to run: pin a run, or tick the unquantized model or the current setting under Advanced.</source>
        <translation>Nothing is chosen to run: pin a run, or tick the unquantized model or the current setting under Advanced.</translation>
    </message>
    <message>
        <source>Running. What is there stays when you cancel.</source>
        <translation>Running. What is there stays when you cancel.</translation>
    </message>
    <message>
        <source>All figures of these choices are there.</source>
        <translation>All figures of these choices are there.</translation>
    </message>
    <message>
        <source>The layers of %1 are not measured yet.</source>
        <translation>The layers of %1 are not measured yet.</translation>
    </message>
    <message>
        <source>Inference</source>
        <translation>Inference</translation>
    </message>
    <message>
        <source>Does it still speak?</source>
        <translation>Does it still speak?</translation>
    </message>
    <message>
        <source>Which layer is to blame?</source>
        <translation>Which layer is to blame?</translation>
    </message>
    <message>
        <source>What does it say?</source>
        <translation>What does it say?</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Figure</translation>
    </message>
    <message>
        <source>Run whose layers are shown</source>
        <translation>Run whose layers are shown</translation>
    </message>
    <message>
        <source>The run whose layers are measured and shown</source>
        <translation>The run whose layers are measured and shown</translation>
    </message>
    <message>
        <source>Weights and activations alone</source>
        <translation>Weights and activations alone</translation>
    </message>
    <message>
        <source>Measures each layer with only its weights, and with only its input quantized too: two more quantizations of the model</source>
        <translation>Measures each layer with only its weights, and with only its input quantized too: two more quantizations of the model</translation>
    </message>
    <message>
        <source>running models</source>
        <translation>running models</translation>
    </message>
    <message>
        <source>generating text</source>
        <translation>generating text</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The models could not be run.</source>
        <translation>The models could not be run.</translation>
    </message>
    <message>
        <source>No text could be generated.</source>
        <translation>No text could be generated.</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copied: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) copied, one a run</source>
        <translation>
            <numerusform>%n command copied</numerusform>
            <numerusform>%n commands copied, one a run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quantscope::gui::InferenceTables</name>
    <message>
        <source>Run</source>
        <translation>Run</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexity</translation>
    </message>
    <message>
        <source>exp of the mean negative log-likelihood</source>
        <translation>exp of the mean negative log-likelihood</translation>
    </message>
    <message>
        <source>±</source>
        <translation>±</translation>
    </message>
    <message>
        <source>Standard error of the perplexity, from the spread between windows</source>
        <translation>Standard error of the perplexity, from the spread between windows</translation>
    </message>
    <message>
        <source>NLL</source>
        <translation>NLL</translation>
    </message>
    <message>
        <source>Mean negative log-likelihood, in nats</source>
        <translation>Mean negative log-likelihood, in nats</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Mean KL divergence from the unquantized model&apos;s predictions, in nats</source>
        <translation>Mean KL divergence from the unquantized model&apos;s predictions, in nats</translation>
    </message>
    <message>
        <source>KL P99</source>
        <translation>KL P99</translation>
    </message>
    <message>
        <source>99 % of the predictions diverge less than this, in nats</source>
        <translation>99 % of the predictions diverge less than this, in nats</translation>
    </message>
    <message>
        <source>Same top</source>
        <translation>Same top</translation>
    </message>
    <message>
        <source>Share of predictions whose likeliest token is the unquantized model&apos;s</source>
        <translation>Share of predictions whose likeliest token is the unquantized model&apos;s</translation>
    </message>
    <message>
        <source>Bits/weight</source>
        <translation>Bits/weight</translation>
    </message>
    <message>
        <source>All that is stored of the quantized layers, over their weights</source>
        <translation>All that is stored of the quantized layers, over their weights</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>Weights in memory, embeddings and norms among them</source>
        <translation>Weights in memory, embeddings and norms among them</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>Tokens of the text in a second, read many at once; of this run&apos;s model alone</source>
        <translation>Tokens of the text in a second, read many at once; of this run&apos;s model alone</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Predicted tokens of the text</source>
        <translation>Predicted tokens of the text</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>Kernels</translation>
    </message>
    <message>
        <source>What the linear layers ran on</source>
        <translation>What the linear layers ran on</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Alone (dB)</source>
        <translation>Alone (dB)</translation>
    </message>
    <message>
        <source>Output SQNR with this layer quantized alone</source>
        <translation>Output SQNR with this layer quantized alone</translation>
    </message>
    <message>
        <source>All up to here (dB)</source>
        <translation>All up to here (dB)</translation>
    </message>
    <message>
        <source>Output SQNR with all layers before quantized too</source>
        <translation>Output SQNR with all layers before quantized too</translation>
    </message>
    <message>
        <source>Weights (dB)</source>
        <translation>Weights (dB)</translation>
    </message>
    <message>
        <source>Alone, with its weights quantized and its input left as it is</source>
        <translation>Alone, with its weights quantized and its input left as it is</translation>
    </message>
    <message>
        <source>Activations (dB)</source>
        <translation>Activations (dB)</translation>
    </message>
    <message>
        <source>Alone, with its input quantized and its weights left as they are</source>
        <translation>Alone, with its input quantized and its weights left as they are</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>Figures by run</source>
        <translation>Figures by run</translation>
    </message>
    <message>
        <source>Errors by layer</source>
        <translation>Errors by layer</translation>
    </message>
    <message>
        <source>By run</source>
        <translation>By run</translation>
    </message>
    <message>
        <source>By layer</source>
        <translation>By layer</translation>
    </message>
    <message>
        <source>Copy this table with all its columns, tab-separated</source>
        <translation>Copy this table with all its columns, tab-separated</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Copy table</translation>
    </message>
    <message>
        <source>Apply this run&apos;s setting</source>
        <translation>Apply this run&apos;s setting</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::LanguageMenu</name>
    <message>
        <source>Like the desktop</source>
        <translation>Like the desktop</translation>
    </message>
    <message>
        <source>Language: %1, from the next start on</source>
        <translation>Language: %1, from the next start on</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::LayerErrors</name>
    <message>
        <source>Errors of %1 of %2 layers</source>
        <translation>Errors of %1 of %2 layers</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::LayersPage</name>
    <message>
        <source>Which layers pay?</source>
        <translation>Which layers pay?</translation>
    </message>
    <message>
        <source>The ten worst</source>
        <translation>The ten worst</translation>
    </message>
    <message>
        <source>How are the values of each tensor spread?</source>
        <translation>How are the values of each tensor spread?</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>Open a model to see which of its layers pay.</source>
        <translation>Open a model to see which of its layers pay.</translation>
    </message>
    <message>
        <source>This file has no weights.</source>
        <translation>This file has no weights.</translation>
    </message>
    <message>
        <source>No layer passes the filters.</source>
        <translation>No layer passes the filters.</translation>
    </message>
    <message>
        <source>No statistics yet.
They are computed in the background, tensor by tensor.</source>
        <translation>No statistics yet.
They are computed in the background, tensor by tensor.</translation>
    </message>
    <message>
        <source>Statistics %1 of %2.</source>
        <translation>Statistics %1 of %2.</translation>
    </message>
    <message>
        <source>Choose a method to see what it costs each layer.</source>
        <translation>Choose a method to see what it costs each layer.</translation>
    </message>
    <message>
        <source>None of these tensors can be quantized.</source>
        <translation>None of these tensors can be quantized.</translation>
    </message>
    <message>
        <source>now</source>
        <translation>now</translation>
    </message>
    <message>
        <source>Errors %1 of %2.</source>
        <translation>Errors %1 of %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) cannot be computed: %1.</source>
        <translation>
            <numerusform>%n layer cannot be computed: %1.</numerusform>
            <numerusform>%n layers cannot be computed: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) have no captured input: their weights&apos; SQNR is known.</source>
        <translation>
            <numerusform>%n layer has no captured input: its weights&apos; SQNR is known.</numerusform>
            <numerusform>%n layers have no captured input: their weights&apos; SQNR is known.</numerusform>
        </translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>tensor</translation>
    </message>
    <message>
        <source>outlier limit %1 ×</source>
        <translation>outlier limit %1 ×</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>layer</translation>
    </message>
    <message>
        <source>The errors of these layers are not known yet: %1 of weights would be read and quantized.</source>
        <translation>The errors of these layers are not known yet: %1 of weights would be read and quantized.</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Compute</translation>
    </message>
    <message>
        <source>Cancelled: %1 of weights are not computed.</source>
        <translation>Cancelled: %1 of weights are not computed.</translation>
    </message>
    <message>
        <source>The errors could not be computed: %1.</source>
        <translation>The errors could not be computed: %1.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Open a model to see how the values of its tensors are spread.</source>
        <translation>Open a model to see how the values of its tensors are spread.</translation>
    </message>
    <message>
        <source>This file has none of these tensors.</source>
        <translation>This file has none of these tensors.</translation>
    </message>
    <message numerus="yes">
        <source>absmax %1, outlier ratio %2, %n outlier channel(s)</source>
        <translation>
            <numerusform>absmax %1, outlier ratio %2, %n outlier channel</numerusform>
            <numerusform>absmax %1, outlier ratio %2, %n outlier channels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s).</source>
        <translation>
            <numerusform>%n tensor.</numerusform>
            <numerusform>%n tensors.</numerusform>
        </translation>
    </message>
    <message>
        <source>Absmax goes from %1 (%2) to %3 (%4); %5 have outlier channels.</source>
        <translation>Absmax goes from %1 (%2) to %3 (%4); %5 have outlier channels.</translation>
    </message>
    <message>
        <source>Histograms %1 of %2.</source>
        <translation>Histograms %1 of %2.</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copy picture</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Copy table</translation>
    </message>
    <message>
        <source>Save picture or table…</source>
        <translation>Save picture or table…</translation>
    </message>
    <message>
        <source>Save the histograms</source>
        <translation>Save the histograms</translation>
    </message>
    <message>
        <source>Picture (*.png);;Table (*.csv *.json)</source>
        <translation>Picture (*.png);;Table (*.csv *.json)</translation>
    </message>
    <message>
        <source>small histograms are saved as png, csv or json</source>
        <translation>small histograms are saved as png, csv or json</translation>
    </message>
    <message>
        <source>%1 was written</source>
        <translation>%1 was written</translation>
    </message>
    <message>
        <source>The histograms could not be saved</source>
        <translation>The histograms could not be saved</translation>
    </message>
    <message>
        <source>No inputs of this model are captured.
Capture them (menu Model → Capture activations), or look at the weights.</source>
        <translation>No inputs of this model are captured.
Capture them (menu Model → Capture activations), or look at the weights.</translation>
    </message>
    <message>
        <source>Each layer is quantized alone here; the page Inference shows how errors add up through the model.</source>
        <translation>Each layer is quantized alone here; the page Inference shows how errors add up through the model.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::LayersPageOptions</name>
    <message>
        <source>View</source>
        <translation>View</translation>
    </message>
    <message>
        <source>One figure a layer</source>
        <translation>One figure a layer</translation>
    </message>
    <message>
        <source>Histograms of all tensors</source>
        <translation>Histograms of all tensors</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Figure</translation>
    </message>
    <message>
        <source>Weights or inputs</source>
        <translation>Weights or inputs</translation>
    </message>
    <message>
        <source>of the weights</source>
        <translation>of the weights</translation>
    </message>
    <message>
        <source>of the inputs</source>
        <translation>of the inputs</translation>
    </message>
    <message>
        <source>Kinds of layers</source>
        <translation>Kinds of layers</translation>
    </message>
    <message>
        <source>Which kinds of layers are shown, each with a line of its own</source>
        <translation>Which kinds of layers are shown, each with a line of its own</translation>
    </message>
    <message>
        <source>Axes</source>
        <translation>Axes</translation>
    </message>
    <message>
        <source>Own axes</source>
        <translation>Own axes</translation>
    </message>
    <message>
        <source>Common axes</source>
        <translation>Common axes</translation>
    </message>
    <message>
        <source>Each histogram on axes of its own, or all on the same</source>
        <translation>Each histogram on axes of its own, or all on the same</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Values</translation>
    </message>
    <message>
        <source>Values linear</source>
        <translation>Values linear</translation>
    </message>
    <message>
        <source>|x| logarithmic</source>
        <translation>|x| logarithmic</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Counts</translation>
    </message>
    <message>
        <source>Counts linear</source>
        <translation>Counts linear</translation>
    </message>
    <message>
        <source>Counts logarithmic</source>
        <translation>Counts logarithmic</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>All layers</translation>
    </message>
    <message>
        <source>%1 of %2 kinds</source>
        <translation>%1 of %2 kinds</translation>
    </message>
    <message>
        <source>Errors are those of the weights and of what they put out</source>
        <translation>Errors are those of the weights and of what they put out</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::LayersText</name>
    <message>
        <source>tensors</source>
        <translation>tensors</translation>
    </message>
    <message>
        <source>outlier ratio</source>
        <translation>outlier ratio</translation>
    </message>
    <message>
        <source>Largest absmax of a channel over the median channel&apos;s</source>
        <translation>Largest absmax of a channel over the median channel&apos;s</translation>
    </message>
    <message>
        <source>absmax</source>
        <translation>absmax</translation>
    </message>
    <message>
        <source>Largest magnitude: max |x|</source>
        <translation>Largest magnitude: max |x|</translation>
    </message>
    <message>
        <source>kurtosis</source>
        <translation>kurtosis</translation>
    </message>
    <message>
        <source>m₄·n/m₂²: 3 for a normal distribution, larger for heavier tails</source>
        <translation>m₄·n/m₂²: 3 for a normal distribution, larger for heavier tails</translation>
    </message>
    <message>
        <source>share of outlier channels</source>
        <translation>share of outlier channels</translation>
    </message>
    <message>
        <source>Channels whose absmax exceeds 6 × the median channel&apos;s, of all channels</source>
        <translation>Channels whose absmax exceeds 6 × the median channel&apos;s, of all channels</translation>
    </message>
    <message>
        <source>output SQNR of the setting</source>
        <translation>output SQNR of the setting</translation>
    </message>
    <message>
        <source>10·log₁₀(Σy²/Σ(y − ŷ)²) of the layer&apos;s output on its captured input, with the setting at the right and with the pinned runs that are shown</source>
        <translation>10·log₁₀(Σy²/Σ(y − ŷ)²) of the layer&apos;s output on its captured input, with the setting at the right and with the pinned runs that are shown</translation>
    </message>
    <message>
        <source>weight SQNR of the setting</source>
        <translation>weight SQNR of the setting</translation>
    </message>
    <message>
        <source>10·log₁₀(Σw²/Σ(w − ŵ)²) of the weights, with the setting at the right and with the pinned runs that are shown</source>
        <translation>10·log₁₀(Σw²/Σ(w − ŵ)²) of the weights, with the setting at the right and with the pinned runs that are shown</translation>
    </message>
    <message>
        <source>Lowest %1: %2 at %3.</source>
        <translation>Lowest %1: %2 at %3.</translation>
    </message>
    <message>
        <source>Largest %1: %2 at %3.</source>
        <translation>Largest %1: %2 at %3.</translation>
    </message>
    <message>
        <source>The median layer has %1.</source>
        <translation>The median layer has %1.</translation>
    </message>
    <message>
        <source>None lies above %1 ×.</source>
        <translation>None lies above %1 ×.</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) lie above %1 ×.</source>
        <translation>
            <numerusform>%n layer lies above %1 ×.</numerusform>
            <numerusform>%n layers lie above %1 ×.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quantscope::gui::MainWindow</name>
    <message>
        <source>Quantscope</source>
        <translation>Quantscope</translation>
    </message>
    <message>
        <source>Choose a tensor on the left.</source>
        <translation>Choose a tensor on the left.</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensors</translation>
    </message>
    <message>
        <source>Pinned runs</source>
        <translation>Pinned runs</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Method</translation>
    </message>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Written: %1</translation>
    </message>
    <message>
        <source>Memory of loaded tensors and its limit (menu Edit → Memory budget)</source>
        <translation>Memory of loaded tensors and its limit (menu Edit → Memory budget)</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 could not be read</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>no result</translation>
    </message>
    <message>
        <source>%1 could not be read.</source>
        <translation>%1 could not be read.</translation>
    </message>
    <message>
        <source>loading %1</source>
        <translation>loading %1</translation>
    </message>
    <message>
        <source>▨ preview</source>
        <translation>▨ preview</translation>
    </message>
    <message>
        <source>result of a sample of rows</source>
        <translation>result of a sample of rows</translation>
    </message>
    <message>
        <source>full result</source>
        <translation>full result</translation>
    </message>
    <message>
        <source>statistics %1 of %2</source>
        <translation>statistics %1 of %2</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) could not be read</source>
        <translation>
            <numerusform>%n tensor could not be read</numerusform>
            <numerusform>%n tensors could not be read</numerusform>
        </translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>loading…</translation>
    </message>
    <message>
        <source>▨ sample</source>
        <translation>▨ sample</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copied: %1</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Open…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Open &amp;recent</translation>
    </message>
    <message>
        <source>&amp;Import a Hugging Face folder…</source>
        <translation>&amp;Import a Hugging Face folder…</translation>
    </message>
    <message>
        <source>Open the &amp;sample model</source>
        <translation>Open the &amp;sample model</translation>
    </message>
    <message>
        <source>Open a sessio&amp;n…</source>
        <translation>Open a sessio&amp;n…</translation>
    </message>
    <message>
        <source>Sa&amp;ve the session</source>
        <translation>Sa&amp;ve the session</translation>
    </message>
    <message>
        <source>Save the session &amp;as…</source>
        <translation>Save the session &amp;as…</translation>
    </message>
    <message>
        <source>&amp;Go on with the last session at start</source>
        <translation>&amp;Go on with the last session at start</translation>
    </message>
    <message>
        <source>&amp;Export current chart…</source>
        <translation>&amp;Export current chart…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export error &amp;figures…</source>
        <translation>Export error &amp;figures…</translation>
    </message>
    <message>
        <source>Export all &amp;charts of the page…</source>
        <translation>Export all &amp;charts of the page…</translation>
    </message>
    <message>
        <source>&amp;Write a report…</source>
        <translation>&amp;Write a report…</translation>
    </message>
    <message>
        <source>&amp;Properties of the file</source>
        <translation>&amp;Properties of the file</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Redo</translation>
    </message>
    <message>
        <source>Reset &amp;parameters</source>
        <translation>Reset &amp;parameters</translation>
    </message>
    <message>
        <source>P&amp;in the current setting</source>
        <translation>P&amp;in the current setting</translation>
    </message>
    <message>
        <source>Pin run</source>
        <translation>Pin run</translation>
    </message>
    <message>
        <source>&amp;Copy chart</source>
        <translation>&amp;Copy chart</translation>
    </message>
    <message>
        <source>Copy &amp;table of the chart</source>
        <translation>Copy &amp;table of the chart</translation>
    </message>
    <message>
        <source>Copy c&amp;ommand</source>
        <translation>Copy c&amp;ommand</translation>
    </message>
    <message>
        <source>&amp;Search tensors</source>
        <translation>&amp;Search tensors</translation>
    </message>
    <message>
        <source>&amp;Memory budget…</source>
        <translation>&amp;Memory budget…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Next tensor</source>
        <translation>&amp;Next tensor</translation>
    </message>
    <message>
        <source>&amp;Previous tensor</source>
        <translation>&amp;Previous tensor</translation>
    </message>
    <message>
        <source>&amp;Worst tensor</source>
        <translation>&amp;Worst tensor</translation>
    </message>
    <message>
        <source>&amp;Reset zoom</source>
        <translation>&amp;Reset zoom</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Back</translation>
    </message>
    <message>
        <source>The tensor, page, brush or filters before (Alt+Left)</source>
        <translation>The tensor, page, brush or filters before (Alt+Left)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Forward</translation>
    </message>
    <message>
        <source>What was before going back (Alt+Right)</source>
        <translation>What was before going back (Alt+Right)</translation>
    </message>
    <message>
        <source>Page: %1</source>
        <translation>Page: %1</translation>
    </message>
    <message>
        <source>La&amp;yout</source>
        <translation>La&amp;yout</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Theme</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Light</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dark</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>Lan&amp;guage</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>&amp;Keyboard and mouse</source>
        <translation>&amp;Keyboard and mouse</translation>
    </message>
    <message>
        <source>&amp;Figures and formulas</source>
        <translation>&amp;Figures and formulas</translation>
    </message>
    <message>
        <source>&amp;About Quantscope</source>
        <translation>&amp;About Quantscope</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>About &amp;Qt</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>Find anything…</translation>
    </message>
    <message>
        <source>Find an action, a tensor or a parameter (Ctrl+K)</source>
        <translation>Find an action, a tensor or a parameter (Ctrl+K)</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>Main</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Open a model (Ctrl+O)</source>
        <translation>Open a model (Ctrl+O)</translation>
    </message>
    <message>
        <source>no file</source>
        <translation>no file</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Light or dark</translation>
    </message>
    <message>
        <source>Memory budget</source>
        <translation>Memory budget</translation>
    </message>
    <message>
        <source>Tensors in memory at most (for example 512 MiB, 4 GiB):</source>
        <translation>Tensors in memory at most (for example 512 MiB, 4 GiB):</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no memory budget: say a size of at least %2</source>
        <translation>&quot;%1&quot; is no memory budget: say a size of at least %2</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG picture (*.svg);;PDF picture (*.pdf);;CSV table (*.csv);;JSON table (*.json)</source>
        <translation>PNG picture (*.png);;SVG picture (*.svg);;PDF picture (*.pdf);;CSV table (*.csv);;JSON table (*.json)</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>Export %1</translation>
    </message>
    <message>
        <source>Export error figures</source>
        <translation>Export error figures</translation>
    </message>
    <message>
        <source>CSV table (*.csv);;JSON table (*.json)</source>
        <translation>CSV table (*.csv);;JSON table (*.json)</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>%1 could not be written</translation>
    </message>
    <message>
        <source>Export all charts of the page into a folder</source>
        <translation>Export all charts of the page into a folder</translation>
    </message>
    <message>
        <source>quantscope %1</source>
        <translation>quantscope %1</translation>
    </message>
    <message>
        <source>exporting %1</source>
        <translation>exporting %1</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written</source>
        <translation>The export was cancelled; nothing was written</translation>
    </message>
    <message>
        <source>This page has no chart to export yet</source>
        <translation>This page has no chart to export yet</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written: %1</source>
        <translation>
            <numerusform>%n file written: %1</numerusform>
            <numerusform>%n files written: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The charts could not be exported</source>
        <translation>The charts could not be exported</translation>
    </message>
    <message>
        <source>Write a report into a folder</source>
        <translation>Write a report into a folder</translation>
    </message>
    <message>
        <source>report</source>
        <translation>report</translation>
    </message>
    <message>
        <source>report: %1</source>
        <translation>report: %1</translation>
    </message>
    <message>
        <source>The report could not be written</source>
        <translation>The report could not be written</translation>
    </message>
    <message>
        <source>The report was cancelled; nothing was written</source>
        <translation>The report was cancelled; nothing was written</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation>%1 does not exist</translation>
    </message>
    <message>
        <source>Import %1 into a model file</source>
        <translation>Import %1 into a model file</translation>
    </message>
    <message>
        <source>Model files (*.h5)</source>
        <translation>Model files (*.h5)</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Open a model</translation>
    </message>
    <message>
        <source>Models (*.h5 *.hdf5 *.keras *.safetensors *.npy *.npz *.bin);;HDF5 files (*.h5 *.hdf5);;All files (*)</source>
        <translation>Models (*.h5 *.hdf5 *.keras *.safetensors *.npy *.npz *.bin);;HDF5 files (*.h5 *.hdf5);;All files (*)</translation>
    </message>
    <message>
        <source>Import a Hugging Face folder</source>
        <translation>Import a Hugging Face folder</translation>
    </message>
    <message>
        <source>This file has no tensors.</source>
        <translation>This file has no tensors.</translation>
    </message>
    <message>
        <source>%1 – Quantscope</source>
        <translation>%1 – Quantscope</translation>
    </message>
    <message>
        <source>Sample model: drag θ. Drop or open a file of your own.</source>
        <translation>Sample model: drag θ. Drop or open a file of your own.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Open…</translation>
    </message>
    <message>
        <source>%1 has no numeric tensors</source>
        <translation>%1 has no numeric tensors</translation>
    </message>
    <message>
        <source>%1 has no matrices that a method could quantize; its tensors can be looked at</source>
        <translation>%1 has no matrices that a method could quantize; its tensors can be looked at</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) of the file are no tensors and were passed over</source>
        <translation>
            <numerusform>%n object of the file is no tensor and was passed over</numerusform>
            <numerusform>%n objects of the file are no tensors and were passed over</numerusform>
        </translation>
    </message>
    <message>
        <source>A large file: choose a tensor on the left.
Its figures appear there as they become known, the worst with the longest bars.</source>
        <translation>A large file: choose a tensor on the left.
Its figures appear there as they become known, the worst with the longest bars.</translation>
    </message>
    <message>
        <source>No files opened yet</source>
        <translation>No files opened yet</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>Forget these</translation>
    </message>
    <message>
        <source>%1 could not be opened: %2</source>
        <translation>%1 could not be opened: %2</translation>
    </message>
    <message>
        <source>Opening %1 was cancelled</source>
        <translation>Opening %1 was cancelled</translation>
    </message>
    <message>
        <source>opening %1</source>
        <translation>opening %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 was imported; %n thing(s) to know</source>
        <translation>
            <numerusform>%1 was imported; %n thing to know</numerusform>
            <numerusform>%1 was imported; %n things to know</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be restored</source>
        <translation>%1 could not be restored</translation>
    </message>
    <message>
        <source>the last session</source>
        <translation>the last session</translation>
    </message>
    <message>
        <source>The last session could not be restored</source>
        <translation>The last session could not be restored</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of %1 could not be restored</source>
        <translation>
            <numerusform>%n part of %1 could not be restored</numerusform>
            <numerusform>%n parts of %1 could not be restored</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 names no model file</source>
        <translation>%1 names no model file</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of the session do not suit this file</source>
        <translation>
            <numerusform>%n part of the session does not suit this file</numerusform>
            <numerusform>%n parts of the session do not suit this file</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>Open a session</translation>
    </message>
    <message>
        <source>Sessions and exported pictures (*.quantscope *.png);;All files (*)</source>
        <translation>Sessions and exported pictures (*.quantscope *.png);;All files (*)</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>Save the session</translation>
    </message>
    <message>
        <source>Sessions (*.quantscope)</source>
        <translation>Sessions (*.quantscope)</translation>
    </message>
    <message>
        <source>The session could not be kept for the next start</source>
        <translation>The session could not be kept for the next start</translation>
    </message>
    <message>
        <source>&amp;What is this?</source>
        <translation>&amp;What is this?</translation>
    </message>
    <message>
        <source>This is a derived model: %1</source>
        <translation>This is a derived model: %1</translation>
    </message>
    <message>
        <source>Its function is that of the model that it was made from, its values are not. Inputs are known once activations are captured.</source>
        <translation>Its function is that of the model that it was made from, its values are not. Inputs are known once activations are captured.</translation>
    </message>
    <message>
        <source>Capture activations…</source>
        <translation>Capture activations…</translation>
    </message>
    <message>
        <source>writing %1</source>
        <translation>writing %1</translation>
    </message>
    <message>
        <source>The captured inputs of %1 do not suit this model</source>
        <translation>The captured inputs of %1 do not suit this model</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Model</translation>
    </message>
    <message>
        <source>&amp;Capture activations…</source>
        <translation>&amp;Capture activations…</translation>
    </message>
    <message>
        <source>Run the model on a text and keep what its linear layers are fed with</source>
        <translation>Run the model on a text and keep what its linear layers are fed with</translation>
    </message>
    <message>
        <source>&amp;Join captured inputs of a file…</source>
        <translation>&amp;Join captured inputs of a file…</translation>
    </message>
    <message>
        <source>Inputs that quantscope-cli calibrate or an earlier session captured from this model</source>
        <translation>Inputs that quantscope-cli calibrate or an earlier session captured from this model</translation>
    </message>
    <message>
        <source>&amp;Save captured inputs as…</source>
        <translation>&amp;Save captured inputs as…</translation>
    </message>
    <message>
        <source>A model file that holds /activations only; the cache may be emptied, this is not</source>
        <translation>A model file that holds /activations only; the cache may be emptied, this is not</translation>
    </message>
    <message>
        <source>&amp;Leave captured inputs out</source>
        <translation>&amp;Leave captured inputs out</translation>
    </message>
    <message>
        <source>The inputs that the model file itself holds, if any, are shown again</source>
        <translation>The inputs that the model file itself holds, if any, are shown again</translation>
    </message>
    <message>
        <source>&amp;Emulate outliers…</source>
        <translation>&amp;Emulate outliers…</translation>
    </message>
    <message>
        <source>A copy of the model with outlier channels and the same function</source>
        <translation>A copy of the model with outlier channels and the same function</translation>
    </message>
    <message>
        <source>Cancelled: the captured inputs are as they were</source>
        <translation>Cancelled: the captured inputs are as they were</translation>
    </message>
    <message>
        <source>Captured inputs on &quot;%1&quot;, from the cache</source>
        <translation>Captured inputs on &quot;%1&quot;, from the cache</translation>
    </message>
    <message>
        <source>Captured inputs on &quot;%1&quot;</source>
        <translation>Captured inputs on &quot;%1&quot;</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Save as…</translation>
    </message>
    <message>
        <source>Outliers cannot be emulated in %1</source>
        <translation>Outliers cannot be emulated in %1</translation>
    </message>
    <message>
        <source>Save the model with emulated outliers</source>
        <translation>Save the model with emulated outliers</translation>
    </message>
    <message>
        <source>Model files (%1)</source>
        <translation>Model files (%1)</translation>
    </message>
    <message>
        <source>Join captured inputs</source>
        <translation>Join captured inputs</translation>
    </message>
    <message>
        <source>Captured inputs (%1);;All files (*)</source>
        <translation>Captured inputs (%1);;All files (*)</translation>
    </message>
    <message>
        <source>Save captured inputs</source>
        <translation>Save captured inputs</translation>
    </message>
    <message>
        <source>%1 inputs.h5</source>
        <translation>%1 inputs.h5</translation>
    </message>
    <message>
        <source>Captured inputs (%1)</source>
        <translation>Captured inputs (%1)</translation>
    </message>
    <message>
        <source>captured inputs: %1</source>
        <translation>captured inputs: %1</translation>
    </message>
    <message>
        <source>Inputs are being captured; cancel that first (in the status bar)</source>
        <translation>Inputs are being captured; cancel that first (in the status bar)</translation>
    </message>
    <message>
        <source>This did not work: %1</source>
        <translation>This did not work: %1</translation>
    </message>
    <message>
        <source>&amp;Accelerator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next accelerator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next one of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous accelerator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The one before in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Derivation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How each number came about: the formula with this case&apos;s values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Figures of the accelerator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All its numbers with their units, sources and marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy and edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes an accelerator of your own with these figures, to change them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import an accelerator…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads a description from a JSON file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export the accelerator…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes this description to a JSON file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Measure this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A micro-benchmark of about a second, with progress in the status bar</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::gui::MethodPanel</name>
    <message>
        <source>&amp;Method</source>
        <translation>&amp;Method</translation>
    </message>
    <message>
        <source>About this method</source>
        <translation>About this method</translation>
    </message>
    <message>
        <source>Search best θ</source>
        <translation>Search best θ</translation>
    </message>
    <message>
        <source>Tries many values of θ on the captured inputs and takes the one with the least error of the output</source>
        <translation>Tries many values of θ on the captured inputs and takes the one with the least error of the output</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Reset</translation>
    </message>
    <message>
        <source>All parameters of the method back to their defaults for this layer</source>
        <translation>All parameters of the method back to their defaults for this layer</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Copy command</translation>
    </message>
    <message>
        <source>The quantscope-cli line that gives the same figures</source>
        <translation>The quantscope-cli line that gives the same figures</translation>
    </message>
    <message>
        <source>Choose a tensor on the left.</source>
        <translation>Choose a tensor on the left.</translation>
    </message>
    <message>
        <source>method %1</source>
        <translation>method %1</translation>
    </message>
    <message numerus="yes">
        <source>%n parameter(s)</source>
        <translation>
            <numerusform>%n parameter</numerusform>
            <numerusform>%n parameters</numerusform>
        </translation>
    </message>
    <message>
        <source>The search needs the layer&apos;s weights and captured inputs</source>
        <translation>The search needs the layer&apos;s weights and captured inputs</translation>
    </message>
    <message>
        <source>▨ preview: sample of %1 values</source>
        <translation>▨ preview: sample of %1 values</translation>
    </message>
    <message>
        <source>full result in %1</source>
        <translation>full result in %1</translation>
    </message>
    <message>
        <source>Use θ = %1 by hand</source>
        <translation>Use θ = %1 by hand</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>no result</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::Navigator</name>
    <message>
        <source>Search: down_proj, *.3.*_proj</source>
        <translation>Search: down_proj, *.3.*_proj</translation>
    </message>
    <message>
        <source>Part of a name, or a pattern with * ? [ ]</source>
        <translation>Part of a name, or a pattern with * ? [ ]</translation>
    </message>
    <message>
        <source>Search tensors</source>
        <translation>Search tensors</translation>
    </message>
    <message>
        <source>Kind of the tensors shown</source>
        <translation>Kind of the tensors shown</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Order of the blocks and of the tensors in them</source>
        <translation>Order of the blocks and of the tensors in them</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sort by</translation>
    </message>
    <message>
        <source>File order</source>
        <translation>File order</translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation>Worst first</translation>
    </message>
    <message>
        <source>Outlier ratio</source>
        <translation>Outlier ratio</translation>
    </message>
    <message>
        <source>Absmax</source>
        <translation>Absmax</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>Kurtosis</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensors</translation>
    </message>
    <message>
        <source>search</source>
        <translation>search</translation>
    </message>
    <message>
        <source>choice of kind</source>
        <translation>choice of kind</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Weights</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Inputs</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 tensors</translation>
    </message>
    <message>
        <source>%1 of %2 tensors</source>
        <translation>%1 of %2 tensors</translation>
    </message>
    <message>
        <source>show the selected tensor</source>
        <translation>show the selected tensor</translation>
    </message>
    <message>
        <source>This file is not the model that it was made from: %1</source>
        <translation>This file is not the model that it was made from: %1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::OutlierDialog</name>
    <message>
        <source>Emulate outliers in %1</source>
        <translation>Emulate outliers in %1</translation>
    </message>
    <message>
        <source>Gives a model without outlier channels some: gains of the norms are multiplied by a ratio and the columns of the layers behind them divided by it, so that the model&apos;s function stays the same in floating point. A copy is written; the model file is not changed.</source>
        <translation>Gives a model without outlier channels some: gains of the norms are multiplied by a ratio and the columns of the layers behind them divided by it, so that the model&apos;s function stays the same in floating point. A copy is written; the model file is not changed.</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Preset</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Preset</translation>
    </message>
    <message>
        <source>own values</source>
        <translation>own values</translation>
    </message>
    <message>
        <source>&amp;Open a temporary copy</source>
        <translation>&amp;Open a temporary copy</translation>
    </message>
    <message>
        <source>Written into the cache, which is emptied when it grows large</source>
        <translation>Written into the cache, which is emptied when it grows large</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Save as…</translation>
    </message>
    <message>
        <source>Every view, report and export of the copy says: %1</source>
        <translation>Every view, report and export of the copy says: %1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::PaletteModel</name>
    <message>
        <source>disabled: %1</source>
        <translation>disabled: %1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::ReportJob</name>
    <message>
        <source>drawing charts</source>
        <translation>drawing charts</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::RunList</name>
    <message>
        <source>pin %1</source>
        <translation>pin %1</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>remove %1</translation>
    </message>
    <message>
        <source>rename %1</source>
        <translation>rename %1</translation>
    </message>
    <message>
        <source>show %1</source>
        <translation>show %1</translation>
    </message>
    <message>
        <source>hide %1</source>
        <translation>hide %1</translation>
    </message>
    <message>
        <source>no baseline</source>
        <translation>no baseline</translation>
    </message>
    <message>
        <source>baseline %1</source>
        <translation>baseline %1</translation>
    </message>
    <message>
        <source>%1 (baseline)</source>
        <translation>%1 (baseline)</translation>
    </message>
    <message>
        <source>%1, shown</source>
        <translation>%1, shown</translation>
    </message>
    <message>
        <source>%1, hidden</source>
        <translation>%1, hidden</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>no %1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::RunsPanel</name>
    <message>
        <source>There is no setting to pin yet: choose a method first.</source>
        <translation>There is no setting to pin yet: choose a method first.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) are pinned, the most there can be. Remove one first.</source>
        <translation>
            <numerusform>%n run is pinned, the most there can be. Remove it first.</numerusform>
            <numerusform>%n runs are pinned, the most there can be. Remove one first.</numerusform>
        </translation>
    </message>
    <message>
        <source>This setting is pinned already, as “%1”.</source>
        <translation>This setting is pinned already, as “%1”.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Runs</translation>
    </message>
    <message>
        <source>Pin current setting</source>
        <translation>Pin current setting</translation>
    </message>
    <message>
        <source>Keeps method and parameters as they are now under a name (Ctrl+D)</source>
        <translation>Keeps method and parameters as they are now under a name (Ctrl+D)</translation>
    </message>
    <message>
        <source>Pin a setting (Ctrl+D) to compare it with the next ones.</source>
        <translation>Pin a setting (Ctrl+D) to compare it with the next ones.</translation>
    </message>
    <message>
        <source>Pinned runs</source>
        <translation>Pinned runs</translation>
    </message>
    <message>
        <source>Settings that you pinned. The eye shows a run over the pictures or hides it; F2 renames it, Delete removes it, Enter or a double click puts its setting back into the method panel.</source>
        <translation>Settings that you pinned. The eye shows a run over the pictures or hides it; F2 renames it, Delete removes it, Enter or a double click puts its setting back into the method panel.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Apply</translation>
    </message>
    <message>
        <source>Puts the setting back into the method panel</source>
        <translation>Puts the setting back into the method panel</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Rename…</translation>
    </message>
    <message>
        <source>Hide in pictures</source>
        <translation>Hide in pictures</translation>
    </message>
    <message>
        <source>Show in pictures</source>
        <translation>Show in pictures</translation>
    </message>
    <message>
        <source>No baseline</source>
        <translation>No baseline</translation>
    </message>
    <message>
        <source>Set as baseline</source>
        <translation>Set as baseline</translation>
    </message>
    <message>
        <source>Copy quantscope-cli command</source>
        <translation>Copy quantscope-cli command</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::ScreenshotTour</name>
    <message>
        <source>the folder %1 cannot be made</source>
        <translation>the folder %1 cannot be made</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>%1 cannot be written</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::SearchCurveView</name>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>output MSE</source>
        <translation>output MSE</translation>
    </message>
    <message>
        <source>Least error of the output, %1, at θ = %2; %3 values tried.</source>
        <translation>Least error of the output, %1, at θ = %2; %3 values tried.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::Session</name>
    <message>
        <source>%1 is not in this file</source>
        <translation>%1 is not in this file</translation>
    </message>
    <message>
        <source>this is too large for a session</source>
        <translation>this is too large for a session</translation>
    </message>
    <message>
        <source>choose a session file</source>
        <translation>choose a session file</translation>
    </message>
    <message>
        <source>this is no session: %1 at byte %2</source>
        <translation>this is no session: %1 at byte %2</translation>
    </message>
    <message>
        <source>no JSON object</source>
        <translation>no JSON object</translation>
    </message>
    <message>
        <source>choose a file that File → Save session wrote</source>
        <translation>choose a file that File → Save session wrote</translation>
    </message>
    <message>
        <source>The session is damaged from byte %1 on (%2); what stands before is used.</source>
        <translation>The session is damaged from byte %1 on (%2); what stands before is used.</translation>
    </message>
    <message>
        <source>the session cannot be read: %1</source>
        <translation>the session cannot be read: %1</translation>
    </message>
    <message>
        <source>this picture carries no session</source>
        <translation>this picture carries no session</translation>
    </message>
    <message>
        <source>this is no picture</source>
        <translation>this is no picture</translation>
    </message>
    <message>
        <source>PNG pictures that this program exported carry one</source>
        <translation>PNG pictures that this program exported carry one</translation>
    </message>
    <message>
        <source>the setting</source>
        <translation>the setting</translation>
    </message>
    <message>
        <source>the outlier factor %1 lies outside %2 to %3</source>
        <translation>the outlier factor %1 lies outside %2 to %3</translation>
    </message>
    <message>
        <source>nothing in this session can be used: %1</source>
        <translation>nothing in this session can be used: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not of the kind that it must be</source>
        <translation>&quot;%1&quot; is not of the kind that it must be</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has %2 letters</source>
        <translation>&quot;%1&quot; has %2 letters</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no whole number from %2 to %3</source>
        <translation>&quot;%1&quot; is no whole number from %2 to %3</translation>
    </message>
    <message>
        <source>the path of the model is no place of this machine</source>
        <translation>the path of the model is no place of this machine</translation>
    </message>
    <message>
        <source>the model was expected at %1 and is not there: put it back, or open it from where it is now; the settings are kept</source>
        <translation>the model was expected at %1 and is not there: put it back, or open it from where it is now; the settings are kept</translation>
    </message>
    <message>
        <source> or at </source>
        <translation> or at </translation>
    </message>
    <message>
        <source>%1: %2 has no parameter &quot;%3&quot;</source>
        <translation>%1: %2 has no parameter &quot;%3&quot;</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: this program has no method &quot;%2&quot;</source>
        <translation>%1: this program has no method &quot;%2&quot;</translation>
    </message>
    <message>
        <source>remembered values</source>
        <translation>remembered values</translation>
    </message>
    <message>
        <source>the session has %1 runs; the first %2 are used</source>
        <translation>the session has %1 runs; the first %2 are used</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>run %1</translation>
    </message>
    <message>
        <source>%1: there is another run of the name &quot;%2&quot;</source>
        <translation>%1: there is another run of the name &quot;%2&quot;</translation>
    </message>
    <message>
        <source>the brushed range is no range</source>
        <translation>the brushed range is no range</translation>
    </message>
    <message>
        <source>the brush has %1 channels</source>
        <translation>the brush has %1 channels</translation>
    </message>
    <message>
        <source>the session has %1 filters; the first %2 are used</source>
        <translation>the session has %1 filters; the first %2 are used</translation>
    </message>
    <message>
        <source>a filter&apos;s pattern has %1 letters</source>
        <translation>a filter&apos;s pattern has %1 letters</translation>
    </message>
    <message>
        <source>the choices of page &quot;%1&quot; are no choices</source>
        <translation>the choices of page &quot;%1&quot; are no choices</translation>
    </message>
    <message>
        <source>the layout of the window is damaged</source>
        <translation>the layout of the window is damaged</translation>
    </message>
    <message>
        <source>this is no session: &quot;format&quot; is not &quot;%1&quot;</source>
        <translation>this is no session: &quot;format&quot; is not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>the session has format version %1; this program reads up to version %2</source>
        <translation>the session has format version %1; this program reads up to version %2</translation>
    </message>
    <message>
        <source>open it with the program that wrote it, or update this one</source>
        <translation>open it with the program that wrote it, or update this one</translation>
    </message>
    <message>
        <source>the session does not say its version; it is read as version %1</source>
        <translation>the session does not say its version; it is read as version %1</translation>
    </message>
    <message>
        <source>the captured inputs were expected at %1 and are not there: capture them again (menu Model)</source>
        <translation>the captured inputs were expected at %1 and are not there: capture them again (menu Model)</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::TensorModel</name>
    <message>
        <source>block %1</source>
        <translation>block %1</translation>
    </message>
    <message>
        <source>outside the blocks</source>
        <translation>outside the blocks</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n tensor</numerusform>
            <numerusform>%n tensors</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the figures are the worst of its tensors</source>
        <translation>%1: the figures are the worst of its tensors</translation>
    </message>
    <message>
        <source>→ %1 input</source>
        <translation>→ %1 input</translation>
    </message>
    <message>
        <source>→ %1 input maxima</source>
        <translation>→ %1 input maxima</translation>
    </message>
    <message>
        <source>%1 tokens × %2 channels</source>
        <translation>%1 tokens × %2 channels</translation>
    </message>
    <message>
        <source>largest magnitude of each of %1 channels</source>
        <translation>largest magnitude of each of %1 channels</translation>
    </message>
    <message>
        <source>%1 input × %2 output features</source>
        <translation>%1 input × %2 output features</translation>
    </message>
    <message>
        <source>%1 output × %2 input features</source>
        <translation>%1 output × %2 input features</translation>
    </message>
    <message>
        <source>element type; %1 in memory</source>
        <translation>element type; %1 in memory</translation>
    </message>
    <message>
        <source>largest magnitude, in the units of the tensor</source>
        <translation>largest magnitude, in the units of the tensor</translation>
    </message>
    <message numerus="yes">
        <source>outlier ratio: largest channel maximum over the median one (no unit); %n channel(s) above 6 × median</source>
        <translation>
            <numerusform>outlier ratio: largest channel maximum over the median one (no unit); %n channel above 6 × median</numerusform>
            <numerusform>outlier ratio: largest channel maximum over the median one (no unit); %n channels above 6 × median</numerusform>
        </translation>
    </message>
    <message>
        <source>outlier ratio: largest channel maximum over the median one (no unit)</source>
        <translation>outlier ratio: largest channel maximum over the median one (no unit)</translation>
    </message>
    <message>
        <source>kurtosis (no unit): 3 for a normal distribution, more for heavier tails</source>
        <translation>kurtosis (no unit): 3 for a normal distribution, more for heavier tails</translation>
    </message>
    <message>
        <source>badness: logarithm of the outlier ratio; the bar is full from a ratio of 100 on</source>
        <translation>badness: logarithm of the outlier ratio; the bar is full from a ratio of 100 on</translation>
    </message>
    <message>
        <source>single</source>
        <translation>single</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>unreadable</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Shape</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Absmax</source>
        <translation>Absmax</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Ratio</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>Kurtosis</translation>
    </message>
    <message>
        <source>Badness</source>
        <translation>Badness</translation>
    </message>
    <message>
        <source>Outlier ratio: largest channel maximum over the median one. Click to sort</source>
        <translation>Outlier ratio: largest channel maximum over the median one. Click to sort</translation>
    </message>
    <message>
        <source>Click to sort; the name column restores the order of the file</source>
        <translation>Click to sort; the name column restores the order of the file</translation>
    </message>
    <message>
        <source>%1 values are not finite</source>
        <translation>%1 values are not finite</translation>
    </message>
    <message>
        <source>captured input, joined to the model file</source>
        <translation>captured input, joined to the model file</translation>
    </message>
    <message>
        <source>captured input, stored in the model file</source>
        <translation>captured input, stored in the model file</translation>
    </message>
    <message>
        <source>text: %1</source>
        <translation>text: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) kept</source>
        <translation>
            <numerusform>%n token kept</numerusform>
            <numerusform>%n tokens kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n window(s) of at most %1 tokens</source>
        <translation>
            <numerusform>%n window of at most %1 tokens</numerusform>
            <numerusform>%n windows of at most %1 tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) run</source>
        <translation>
            <numerusform>%n token run</numerusform>
            <numerusform>%n tokens run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quantscope::gui::TilePictures</name>
    <message>
        <source>maxima alone</source>
        <translation>maxima alone</translation>
    </message>
    <message>
        <source>no finite value</source>
        <translation>no finite value</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::WelcomePage</name>
    <message>
        <source>Open…</source>
        <translation>Open…</translation>
    </message>
    <message>
        <source>Open the sample model</source>
        <translation>Open the sample model</translation>
    </message>
    <message>
        <source>&lt;h3&gt;No model is open&lt;/h3&gt;&lt;p&gt;Drop an HDF5 file, a Hugging Face folder, or a safetensors, NumPy or llama2.c file here, or choose one.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;No model is open&lt;/h3&gt;&lt;p&gt;Drop an HDF5 file, a Hugging Face folder, or a safetensors, NumPy or llama2.c file here, or choose one.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::WindowLayouts</name>
    <message>
        <source>Save the layout</source>
        <translation>Save the layout</translation>
    </message>
    <message>
        <source>Name of the layout:</source>
        <translation>Name of the layout:</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Focus</translation>
    </message>
    <message>
        <source>Only the pages</source>
        <translation>Only the pages</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>Runs and history beside the pages</source>
        <translation>Runs and history beside the pages</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Explore</translation>
    </message>
    <message>
        <source>Tensors and runs left, the method right</source>
        <translation>Tensors and runs left, the method right</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Save as…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Delete</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::BadnessDelegate</name>
    <message>
        <source>badness %1 of 1</source>
        <translation>badness %1 of 1</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::BarChartView</name>
    <message>
        <source>%1 (baseline)</source>
        <translation>%1 (baseline)</translation>
    </message>
    <message>
        <source>better</source>
        <translation>better</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>worse</translation>
    </message>
    <message>
        <source>groups in sight</source>
        <translation>groups in sight</translation>
    </message>
    <message>
        <source>linear y</source>
        <translation>linear y</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>log y</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y scale</translation>
    </message>
    <message>
        <source>values</source>
        <translation>values</translation>
    </message>
    <message>
        <source>differences from the baseline</source>
        <translation>differences from the baseline</translation>
    </message>
    <message>
        <source>values or differences</source>
        <translation>values or differences</translation>
    </message>
    <message>
        <source>Differences need a baseline</source>
        <translation>Differences need a baseline</translation>
    </message>
    <message>
        <source>Bars show values, or differences from %1</source>
        <translation>Bars show values, or differences from %1</translation>
    </message>
    <message>
        <source>value</source>
        <translation>value</translation>
    </message>
    <message>
        <source>%1 − %2</source>
        <translation>%1 − %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: not computed yet</source>
        <translation>%1: not computed yet</translation>
    </message>
    <message>
        <source>± standard error</source>
        <translation>± standard error</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>not finished</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <comment>value and its standard error</comment>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>%1 so far</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ChannelProfileOptions</name>
    <message>
        <source>list</source>
        <translation>list</translation>
    </message>
    <message>
        <source>in place</source>
        <translation>in place</translation>
    </message>
    <message>
        <source>sorted</source>
        <translation>sorted</translation>
    </message>
    <message>
        <source>linear y</source>
        <translation>linear y</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>log y</translation>
    </message>
    <message>
        <source>original channels</source>
        <translation>original channels</translation>
    </message>
    <message>
        <source>after reassembly</source>
        <translation>after reassembly</translation>
    </message>
    <message>
        <source>mark above θ</source>
        <translation>mark above θ</translation>
    </message>
    <message>
        <source>mark above k × median</source>
        <translation>mark above k × median</translation>
    </message>
    <message>
        <source>k = </source>
        <translation>k = </translation>
    </message>
    <message>
        <source>Channels above k times the median channel are marked (default 5)</source>
        <translation>Channels above k times the median channel are marked (default 5)</translation>
    </message>
    <message>
        <source>List of the marked channels</source>
        <translation>List of the marked channels</translation>
    </message>
    <message>
        <source>order of channels</source>
        <translation>order of channels</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y scale</translation>
    </message>
    <message>
        <source>channels shown</source>
        <translation>channels shown</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>limit</translation>
    </message>
    <message>
        <source>k times the median</source>
        <translation>k times the median</translation>
    </message>
    <message>
        <source>list of marked channels</source>
        <translation>list of marked channels</translation>
    </message>
    <message>
        <source>This method has no θ</source>
        <translation>This method has no θ</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ChannelProfileView</name>
    <message>
        <source>split</source>
        <translation>split</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>merged</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unchanged</translation>
    </message>
    <message>
        <source>channel %1: %2</source>
        <translation>channel %1: %2</translation>
    </message>
    <message>
        <source>%1 × median</source>
        <translation>%1 × median</translation>
    </message>
    <message>
        <source>band</source>
        <translation>band</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1: %2 to %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>above the limit %1</source>
        <translation>above the limit %1</translation>
    </message>
    <message>
        <source>below the limit %1</source>
        <translation>below the limit %1</translation>
    </message>
    <message>
        <source>channel, the largest of %1 kept first</source>
        <translation>channel, the largest of %1 kept first</translation>
    </message>
    <message>
        <source>channel, %1 kept</source>
        <translation>channel, %1 kept</translation>
    </message>
    <message>
        <source>rank of the channel, largest first</source>
        <translation>rank of the channel, largest first</translation>
    </message>
    <message>
        <source>kernel channel</source>
        <translation>kernel channel</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>channel</translation>
    </message>
    <message>
        <source>absmax</source>
        <translation>absmax</translation>
    </message>
    <message>
        <source>median %1</source>
        <translation>median %1</translation>
    </message>
    <message>
        <source>%1 × median = %2</source>
        <translation>%1 × median = %2</translation>
    </message>
    <message>
        <source>▼ %1 above the limit</source>
        <translation>▼ %1 above the limit</translation>
    </message>
    <message>
        <source>◆ split</source>
        <translation>◆ split</translation>
    </message>
    <message>
        <source>■ merged</source>
        <translation>■ merged</translation>
    </message>
    <message>
        <source>percentile band</source>
        <translation>percentile band</translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>channel %1</translation>
    </message>
    <message>
        <source>%1 under the pointer</source>
        <translation>%1 under the pointer</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ChartFrame</name>
    <message>
        <source>Axes and bins</source>
        <translation>Axes and bins</translation>
    </message>
    <message>
        <source>Show the numbers as a table</source>
        <translation>Show the numbers as a table</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>Full size</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copy picture</translation>
    </message>
    <message>
        <source>Export picture or table</source>
        <translation>Export picture or table</translation>
    </message>
    <message>
        <source>Table as %1…</source>
        <translation>Table as %1…</translation>
    </message>
    <message>
        <source>Picture as %1…</source>
        <translation>Picture as %1…</translation>
    </message>
    <message>
        <source>Back to all charts</source>
        <translation>Back to all charts</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Copy table</translation>
    </message>
    <message>
        <source>Export as %1…</source>
        <translation>Export as %1…</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation>Reset view</translation>
    </message>
    <message>
        <source>%1 was not written</source>
        <translation>%1 was not written</translation>
    </message>
    <message>
        <source>The picture was not copied</source>
        <translation>The picture was not copied</translation>
    </message>
    <message>
        <source>Export as %1</source>
        <translation>Export as %1</translation>
    </message>
    <message>
        <source>%1 files (*.%2)</source>
        <translation>%1 files (*.%2)</translation>
    </message>
    <message>
        <source>Undo zoom</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::CurvesView</name>
    <message>
        <source>from low to high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the bound changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 do not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>linear y</source>
        <translation type="unfinished">linear y</translation>
    </message>
    <message>
        <source>log y</source>
        <translation type="unfinished">log y</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation type="unfinished">y scale</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished">%1: %2</translation>
    </message>
    <message>
        <source>no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, does not fit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ExportDialog</name>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>Title and sentence</source>
        <translation>Title and sentence</translation>
    </message>
    <message>
        <source>Export picture as %1</source>
        <translation>Export picture as %1</translation>
    </message>
    <message>
        <source>As on screen</source>
        <translation>As on screen</translation>
    </message>
    <message>
        <source>Light colours, for print</source>
        <translation>Light colours, for print</translation>
    </message>
    <message>
        <source>For papers: white, sans-serif, thin lines</source>
        <translation>For papers: white, sans-serif, thin lines</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>pixels</translation>
    </message>
    <message>
        <source>millimetres</source>
        <translation>millimetres</translation>
    </message>
    <message>
        <source>free</source>
        <translation>free</translation>
    </message>
    <message>
        <source>single column, %1 mm</source>
        <translation>single column, %1 mm</translation>
    </message>
    <message>
        <source>double column, %1 mm</source>
        <translation>double column, %1 mm</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source> ×</source>
        <translation> ×</translation>
    </message>
    <message>
        <source>%1 dots per inch</source>
        <translation>%1 dots per inch</translation>
    </message>
    <message>
        <source>Preview of the picture</source>
        <translation>Preview of the picture</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Style</translation>
    </message>
    <message>
        <source>Size in</source>
        <translation>Size in</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Height</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Resolution</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Only for sizes in millimetres</source>
        <translation>Only for sizes in millimetres</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 pixels</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <translation>%1 × %2 mm</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::HeatMapOptions</name>
    <message>
        <source>profiles</source>
        <translation>profiles</translation>
    </message>
    <message>
        <source>magnitude |x|</source>
        <translation>magnitude |x|</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signed</translation>
    </message>
    <message>
        <source>Magnitudes in one hue range, or negative values blue and positive ones orange</source>
        <translation>Magnitudes in one hue range, or negative values blue and positive ones orange</translation>
    </message>
    <message>
        <source>log colours</source>
        <translation>log colours</translation>
    </message>
    <message>
        <source>linear colours</source>
        <translation>linear colours</translation>
    </message>
    <message>
        <source>Logarithmic colours; of signed values linear near zero, on both sides alike</source>
        <translation>Logarithmic colours; of signed values linear near zero, on both sides alike</translation>
    </message>
    <message>
        <source>Colour map of magnitudes; even in lightness and safe for colour blindness</source>
        <translation>Colour map of magnitudes; even in lightness and safe for colour blindness</translation>
    </message>
    <message>
        <source>dim other channels</source>
        <translation>dim other channels</translation>
    </message>
    <message>
        <source>leave out other channels</source>
        <translation>leave out other channels</translation>
    </message>
    <message>
        <source>What becomes of the channels that the filter does not keep</source>
        <translation>What becomes of the channels that the filter does not keep</translation>
    </message>
    <message>
        <source>Largest magnitude of each column above and of each row beside the map</source>
        <translation>Largest magnitude of each column above and of each row beside the map</translation>
    </message>
    <message>
        <source>values</source>
        <translation>values</translation>
    </message>
    <message>
        <source>scale of the colours</source>
        <translation>scale of the colours</translation>
    </message>
    <message>
        <source>colour map</source>
        <translation>colour map</translation>
    </message>
    <message>
        <source>other channels</source>
        <translation>other channels</translation>
    </message>
    <message>
        <source>profiles of rows and columns</source>
        <translation>profiles of rows and columns</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::HeatMapView</name>
    <message>
        <source>%1 %2, %3 %4: %5</source>
        <translation>%1 %2, %3 %4: %5</translation>
    </message>
    <message>
        <source>largest of the %1 values under the pointer: %2</source>
        <translation>largest of the %1 values under the pointer: %2</translation>
    </message>
    <message>
        <source>largest |x| of the column %1, of the row %2</source>
        <translation>largest |x| of the column %1, of the row %2</translation>
    </message>
    <message>
        <source>value</source>
        <translation>value</translation>
    </message>
    <message numerus="yes">
        <source>▼ %n outlier channel(s)</source>
        <translation>
            <numerusform>▼ %n outlier channel</numerusform>
            <numerusform>▼ %n outlier channels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>◯ %n massive value(s)</source>
        <translation>
            <numerusform>◯ %n massive value</numerusform>
            <numerusform>◯ %n massive values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not finite</source>
        <translation>
            <numerusform>%n not finite</numerusform>
            <numerusform>%n not finite</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::HistogramOptions</name>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>log |x|</source>
        <translation>log |x|</translation>
    </message>
    <message>
        <source>symmetric log</source>
        <translation>symmetric log</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log</translation>
    </message>
    <message>
        <source>count</source>
        <translation>count</translation>
    </message>
    <message>
        <source>mass</source>
        <translation>mass</translation>
    </message>
    <message>
        <source>Number of values in each bin</source>
        <translation>Number of values in each bin</translation>
    </message>
    <message>
        <source>Share of Σ x² in each bin: where the energy lies</source>
        <translation>Share of Σ x² in each bin: where the energy lies</translation>
    </message>
    <message>
        <source>number</source>
        <translation>number</translation>
    </message>
    <message>
        <source>width</source>
        <translation>width</translation>
    </message>
    <message>
        <source>square root</source>
        <translation>square root</translation>
    </message>
    <message>
        <source>Rice</source>
        <translation>Rice</translation>
    </message>
    <message>
        <source>Sturges</source>
        <translation>Sturges</translation>
    </message>
    <message>
        <source>Doane</source>
        <translation>Doane</translation>
    </message>
    <message>
        <source>Scott</source>
        <translation>Scott</translation>
    </message>
    <message>
        <source>Freedman–Diaconis</source>
        <translation>Freedman–Diaconis</translation>
    </message>
    <message>
        <source>Number of bins, 1 to 4096 (default 200)</source>
        <translation>Number of bins, 1 to 4096 (default 200)</translation>
    </message>
    <message>
        <source>Width of a bin in units of the values; on the linear scale only</source>
        <translation>Width of a bin in units of the values; on the linear scale only</translation>
    </message>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <source>y</source>
        <translation>y</translation>
    </message>
    <message>
        <source>bins</source>
        <translation>bins</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y scale</translation>
    </message>
    <message>
        <source>number of bins</source>
        <translation>number of bins</translation>
    </message>
    <message>
        <source>width of a bin</source>
        <translation>width of a bin</translation>
    </message>
    <message>
        <source>Width of a bin in units of the values</source>
        <translation>Width of a bin in units of the values</translation>
    </message>
    <message>
        <source>A fixed width needs the linear x scale</source>
        <translation>A fixed width needs the linear x scale</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::HistogramView</name>
    <message>
        <source>value</source>
        <translation>value</translation>
    </message>
    <message>
        <source>share of Σ x²</source>
        <translation>share of Σ x²</translation>
    </message>
    <message>
        <source>values per bin</source>
        <translation>values per bin</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>clip</translation>
    </message>
    <message>
        <source>▮ original</source>
        <translation>▮ original</translation>
    </message>
    <message>
        <source>▨ now</source>
        <translation>▨ now</translation>
    </message>
    <message>
        <source>▯ now</source>
        <translation>▯ now</translation>
    </message>
    <message>
        <source>╷ %1 levels</source>
        <translation>╷ %1 levels</translation>
    </message>
    <message>
        <source>╎ clip limits</source>
        <translation>╎ clip limits</translation>
    </message>
    <message>
        <source>%1: %2 values, %3 % of Σ x² in [%4, %5)</source>
        <translation>%1: %2 values, %3 % of Σ x² in [%4, %5)</translation>
    </message>
    <message>
        <source>original</source>
        <translation>original</translation>
    </message>
    <message>
        <source>now</source>
        <translation>now</translation>
    </message>
    <message>
        <source>nearest of %1 levels: %2</source>
        <translation>nearest of %1 levels: %2</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::JobBar</name>
    <message>
        <source>%1: cancelling…</source>
        <translation>%1: cancelling…</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>Cancel %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>and %1 more</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::LayerChartView</name>
    <message>
        <source>above the limit</source>
        <translation>above the limit</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>limit %1</translation>
    </message>
    <message>
        <source>linear y</source>
        <translation>linear y</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>log y</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y scale</translation>
    </message>
    <message>
        <source>block</source>
        <translation>block</translation>
    </message>
    <message>
        <source>value</source>
        <translation>value</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source> (above the limit)</source>
        <translation> (above the limit)</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::MarkedChannels</name>
    <message>
        <source>channel</source>
        <translation>channel</translation>
    </message>
    <message>
        <source>absmax</source>
        <translation>absmax</translation>
    </message>
    <message>
        <source>of median</source>
        <translation>of median</translation>
    </message>
    <message>
        <source>Marked channels</source>
        <translation>Marked channels</translation>
    </message>
    <message>
        <source>Copy 1 channel</source>
        <translation>Copy 1 channel</translation>
    </message>
    <message>
        <source>Copy %1 channels</source>
        <translation>Copy %1 channels</translation>
    </message>
    <message>
        <source>Copies the channel numbers, largest first</source>
        <translation>Copies the channel numbers, largest first</translation>
    </message>
    <message>
        <source>No channel is above the limit</source>
        <translation>No channel is above the limit</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::MessageBar</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Copy message and details</source>
        <translation>Copy message and details</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Dismiss</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Information</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>1 of %1</source>
        <translation>1 of %1</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::MetricTable</name>
    <message>
        <source>better</source>
        <translation>better</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>worse</translation>
    </message>
    <message>
        <source>same</source>
        <translation>same</translation>
    </message>
    <message>
        <source>error</source>
        <translation>error</translation>
    </message>
    <message>
        <source>before</source>
        <translation>before</translation>
    </message>
    <message>
        <source>after</source>
        <translation>after</translation>
    </message>
    <message>
        <source>Error figures</source>
        <translation>Error figures</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>baseline</translation>
    </message>
    <message>
        <source>The setting before the last change</source>
        <translation>The setting before the last change</translation>
    </message>
    <message>
        <source>Preview of a sample; the full result follows.</source>
        <translation>Preview of a sample; the full result follows.</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Copy table</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ParameterEditor</name>
    <message>
        <source>Accepts %1</source>
        <translation>Accepts %1</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>From %1 to %2</translation>
    </message>
    <message>
        <source>Default %1</source>
        <translation>Default %1</translation>
    </message>
    <message>
        <source>Slow: the full result follows without a preview</source>
        <translation>Slow: the full result follows without a preview</translation>
    </message>
    <message>
        <source>&lt;br&gt;&lt;br&gt;Without effect: %1</source>
        <translation>&lt;br&gt;&lt;br&gt;Without effect: %1</translation>
    </message>
    <message>
        <source>Reset to %1</source>
        <translation>Reset to %1</translation>
    </message>
    <message>
        <source>reset %1</source>
        <translation>reset %1</translation>
    </message>
    <message>
        <source>%1. It stays %2.</source>
        <translation>%1. It stays %2.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>on</translation>
    </message>
    <message>
        <source>off</source>
        <translation>off</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ParameterForm</name>
    <message>
        <source>Reset all</source>
        <translation>Reset all</translation>
    </message>
    <message>
        <source>Every parameter back to its default</source>
        <translation>Every parameter back to its default</translation>
    </message>
    <message>
        <source>Advanced (%1)</source>
        <translation>Advanced (%1)</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::PreviewBadge</name>
    <message>
        <source>preview: sample of %1 values</source>
        <translation>preview: sample of %1 values</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>preview</translation>
    </message>
    <message>
        <source>A quick picture of a sample; the full result follows when the hand rests.</source>
        <translation>A quick picture of a sample; the full result follows when the hand rests.</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::RooflineView</name>
    <message>
        <source>decode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prefill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>area: time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compute bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reached: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the roof of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished">%1: %2</translation>
    </message>
    <message>
        <source>operations: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>energy: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bound by: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at %1 at most %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ridge to %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changes from pinned runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory whose bytes are counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory whose bytes the horizontal axis counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prefill and decode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows from the operators of pinned runs to those of the present one, with the change of their time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>operations for each byte (op/B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>operations for each byte of %1 (op/B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>operations per second (op/s)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ScatterView</name>
    <message>
        <source>Pareto front</source>
        <translation>Pareto front</translation>
    </message>
    <message>
        <source>linear x</source>
        <translation>linear x</translation>
    </message>
    <message>
        <source>log x</source>
        <translation>log x</translation>
    </message>
    <message>
        <source>x scale</source>
        <translation>x scale</translation>
    </message>
    <message>
        <source>linear y</source>
        <translation>linear y</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>log y</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y scale</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>on the Pareto front</source>
        <translation>on the Pareto front</translation>
    </message>
    <message>
        <source>from low to high bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::SmallMultiples</name>
    <message>
        <source>Histograms of many tensors</source>
        <translation>Histograms of many tensors</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>not computed yet</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>no values</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::StackedBarsView</name>
    <message>
        <source>others (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total from low to high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished">%1: %2</translation>
    </message>
    <message>
        <source>others: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>   %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parts of the bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absolute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shares of each bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absolute values or shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished">value</translation>
    </message>
    <message>
        <source>share of %1 (%)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::TextComparisonView</name>
    <message>
        <source>texts in sight</source>
        <translation>texts in sight</translation>
    </message>
    <message>
        <source>%1
token %2: “%3”, id %4</source>
        <translation>%1
token %2: “%3”, id %4</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::TornadoView</name>
    <message>
        <source>the figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change of %1 (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>better</source>
        <translation type="unfinished">better</translation>
    </message>
    <message>
        <source>worse</source>
        <translation type="unfinished">worse</translation>
    </message>
    <message>
        <source>parameter raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameter lowered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished">%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation type="unfinished">%1: %2 %3</translation>
    </message>
    <message>
        <source>raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lowered</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sentence</name>
    <message>
        <source>None of the %1 values is finite.</source>
        <translation>None of the %1 values is finite.</translation>
    </message>
    <message>
        <source>%1 values between %2 and %3; 99.9 % of the magnitudes stay below %4, kurtosis %5.</source>
        <translation>%1 values between %2 and %3; 99.9 % of the magnitudes stay below %4, kurtosis %5.</translation>
    </message>
    <message>
        <source>%1 are not finite and left out.</source>
        <translation>%1 are not finite and left out.</translation>
    </message>
    <message>
        <source>The values are left alone</source>
        <translation>The values are left alone</translation>
    </message>
    <message>
        <source>Rounded to %1 levels</source>
        <translation>Rounded to %1 levels</translation>
    </message>
    <message>
        <source>Rounded to %1 levels on each of %2 scales (drawn: the median scale)</source>
        <translation>Rounded to %1 levels on each of %2 scales (drawn: the median scale)</translation>
    </message>
    <message>
        <source>: SQNR %1, largest error %2.</source>
        <translation>: SQNR %1, largest error %2.</translation>
    </message>
    <message>
        <source>: no error.</source>
        <translation>: no error.</translation>
    </message>
    <message>
        <source>The layer&apos;s output has %1.</source>
        <translation>The layer&apos;s output has %1.</translation>
    </message>
    <message>
        <source>The layer&apos;s output is exact.</source>
        <translation>The layer&apos;s output is exact.</translation>
    </message>
    <message>
        <source>Between %1 and %2 lie %3 of the values and %4 of their energy (Σx²).</source>
        <translation>Between %1 and %2 lie %3 of the values and %4 of their energy (Σx²).</translation>
    </message>
    <message>
        <source>%1 of %2 channels have their maximum there.</source>
        <translation>%1 of %2 channels have their maximum there.</translation>
    </message>
    <message>
        <source>%1 of %2 channels above %3</source>
        <translation>%1 of %2 channels above %3</translation>
    </message>
    <message>
        <source>; %1 split into %2 pieces</source>
        <translation>; %1 split into %2 pieces</translation>
    </message>
    <message>
        <source>, %1 merged into %2</source>
        <translation>, %1 merged into %2</translation>
    </message>
    <message>
        <source>The one outlier channel (above %1 × median) carries %2 of the error.</source>
        <translation>The one outlier channel (above %1 × median) carries %2 of the error.</translation>
    </message>
    <message>
        <source>The %1 outlier channels (above %2 × median) carry %3 of the error.</source>
        <translation>The %1 outlier channels (above %2 × median) carry %3 of the error.</translation>
    </message>
    <message>
        <source>channel %1, one of %2 pieces</source>
        <translation>channel %1, one of %2 pieces</translation>
    </message>
    <message>
        <source>channels %1 and %2 merged</source>
        <translation>channels %1 and %2 merged</translation>
    </message>
</context>
</TS>
