<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>core</name>
    <message>
        <source>Rounds weights and inputs to the nearest integer code, half to even; the baseline to beat.</source>
        <translation>가중치와 입력을 가장 가까운 정수 코드로 반올림합니다(절반은 짝수로). 넘어야 할 기준입니다.</translation>
    </message>
    <message>
        <source>the baseline of the quantization literature; scale = absmax/(2^(b−1)−1) where symmetric</source>
        <translation>양자화 문헌의 기준 방법; 대칭이면 스케일 = absmax/(2^(b−1)−1)</translation>
    </message>
    <message>
        <source>Only the maxima of this input&apos;s channels are known: there are no values to round.</source>
        <translation>이 입력은 채널별 최댓값만 있어 반올림할 값이 없습니다.</translation>
    </message>
    <message>
        <source>There are neither weights nor input samples to round.</source>
        <translation>반올림할 가중치도 입력 표본도 없습니다.</translation>
    </message>
    <message>
        <source>Splits the outlier channels of a layer&apos;s input into pieces and merges similar ones, then rounds.</source>
        <translation>층 입력의 이상치 채널을 조각으로 분할하고 비슷한 채널을 병합한 뒤 반올림합니다.</translation>
    </message>
    <message>
        <source>Liu et al., QLLM, ICLR 2024: adaptive channel reassembly, quantizer and search as in the released code (ModelTC/QLLM), without the gradient-based error correction</source>
        <translation>Liu et al., QLLM, ICLR 2024: 적응형 채널 재조립, 양자화기와 탐색은 공개 코드(ModelTC/QLLM)와 같고 기울기 기반 오차 보정은 없음</translation>
    </message>
    <message>
        <source>QLLM splits channels by the largest magnitude of their inputs: this file holds neither captured inputs nor channel maxima for the layer.</source>
        <translation>QLLM은 입력의 최대 크기로 채널을 분할합니다. 이 파일에는 이 층의 수집한 입력도 채널 최댓값도 없습니다.</translation>
    </message>
    <message>
        <source>θ</source>
        <translation>θ</translation>
    </message>
    <message>
        <source>A channel of the input whose largest magnitude exceeds θ is split into ceil(max/θ) equal pieces (QLLM §4.1.1). Starts at the smallest value that adds at most 1 % of the channels.</source>
        <translation>최대 크기가 θ를 넘는 입력 채널을 같은 크기의 ceil(max/θ)조각으로 분할합니다(QLLM §4.1.1). 채널을 1 % 이하로 늘리는 가장 작은 값에서 시작합니다.</translation>
    </message>
    <message>
        <source>the search chooses θ</source>
        <translation>θ는 탐색이 정합니다</translation>
    </message>
    <message>
        <source>Choice of θ</source>
        <translation>θ 선택</translation>
    </message>
    <message>
        <source>By hand, or by a search for the smallest error of the layer&apos;s output on the captured inputs (at most a million weights and half as many inputs).</source>
        <translation>직접 정하거나, 수집한 입력에서 층 출력의 오차가 가장 작은 값을 탐색합니다(가중치 최대 백만 개, 입력은 그 절반).</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>직접</translation>
    </message>
    <message>
        <source>θ as given</source>
        <translation>주어진 θ</translation>
    </message>
    <message>
        <source>adaptive</source>
        <translation>적응형</translation>
    </message>
    <message>
        <source>the released search, from the largest maximum downwards</source>
        <translation>공개 코드의 탐색, 가장 큰 최댓값에서 아래로</translation>
    </message>
    <message>
        <source>Merge channels</source>
        <translation>채널 병합</translation>
    </message>
    <message>
        <source>Merges similar channels until the kernel has as many as before the split (QLLM §4.1.2).</source>
        <translation>커널의 채널 수가 분할 전과 같아질 때까지 비슷한 채널을 병합합니다(QLLM §4.1.2).</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>유사도</translation>
    </message>
    <message>
        <source>How the channels to merge are chosen; the paper and the released code differ.</source>
        <translation>병합할 채널을 고르는 방법. 논문과 공개 코드가 다릅니다.</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>논문</translation>
    </message>
    <message>
        <source>Eq. 5: ‖x_i(W_i−W_j)/2 + x_j(W_j−W_i)/2‖²</source>
        <translation>Eq. 5: ‖x_i(W_i−W_j)/2 + x_j(W_j−W_i)/2‖²</translation>
    </message>
    <message>
        <source>released code</source>
        <translation>공개 코드</translation>
    </message>
    <message>
        <source>((ΣW_i + ΣW_j)·‖x_i−x_j‖)²: column sums of the weights, signs kept</source>
        <translation>((ΣW_i + ΣW_j)·‖x_i−x_j‖)²: 가중치의 열 합, 부호 유지</translation>
    </message>
    <message>
        <source>only where channels are merged</source>
        <translation>채널을 병합할 때만</translation>
    </message>
    <message>
        <source>only with the adaptive search</source>
        <translation>적응형 탐색에서만</translation>
    </message>
    <message>
        <source>Search budget</source>
        <translation>탐색 예산</translation>
    </message>
    <message>
        <source>The search ends when the split adds more than this share of the channels (the scripts&apos; 0.2).</source>
        <translation>분할이 채널을 이 비율보다 많이 늘리면 탐색을 끝냅니다(스크립트의 값 0.2).</translation>
    </message>
    <message>
        <source>Search order</source>
        <translation>탐색 순서</translation>
    </message>
    <message>
        <source>The released search merges before it splits, its final pass splits before it merges.</source>
        <translation>공개 코드의 탐색은 병합한 뒤 분할하고, 최종 패스는 분할한 뒤 병합합니다.</translation>
    </message>
    <message>
        <source>as released</source>
        <translation>공개 코드대로</translation>
    </message>
    <message>
        <source>trials merge in the original list of channels, then split</source>
        <translation>시도마다 원래 채널 목록에서 병합한 뒤 분할</translation>
    </message>
    <message>
        <source>as the final pass</source>
        <translation>최종 패스대로</translation>
    </message>
    <message>
        <source>trials split first and merge in the longer list</source>
        <translation>시도마다 먼저 분할하고 길어진 목록에서 병합</translation>
    </message>
    <message>
        <source>the weights are left alone at 16 bits</source>
        <translation>16비트에서는 가중치를 그대로 둡니다</translation>
    </message>
    <message>
        <source>the activations are left alone at 16 bits</source>
        <translation>16비트에서는 활성값을 그대로 둡니다</translation>
    </message>
    <message>
        <source>Weight bits</source>
        <translation>가중치 비트 폭</translation>
    </message>
    <message>
        <source>Bits of a weight&apos;s code; 16 leaves the weights as they are.</source>
        <translation>가중치 코드의 비트 폭. 16이면 가중치를 그대로 둡니다.</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>Activation bits</source>
        <translation>활성값 비트 폭</translation>
    </message>
    <message>
        <source>Bits of an input&apos;s code; 16 leaves the inputs as they are.</source>
        <translation>입력 코드의 비트 폭. 16이면 입력을 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Symmetric weights</source>
        <translation>대칭 가중치</translation>
    </message>
    <message>
        <source>Symmetric activations</source>
        <translation>대칭 활성값</translation>
    </message>
    <message>
        <source>Symmetric: zero point 0, scale = absmax/(2^(b−1)−1). Asymmetric: 2^b codes from the smallest to the largest value.</source>
        <translation>대칭: 영점 0, 스케일 = absmax/(2^(b−1)−1). 비대칭: 최솟값부터 최댓값까지 2^b개 코드.</translation>
    </message>
    <message>
        <source>Weight scales</source>
        <translation>가중치 스케일</translation>
    </message>
    <message>
        <source>Which weights share a scale.</source>
        <translation>어떤 가중치가 스케일을 함께 쓰는지.</translation>
    </message>
    <message>
        <source>per tensor</source>
        <translation>텐서별</translation>
    </message>
    <message>
        <source>one scale for the whole matrix</source>
        <translation>행렬 전체에 스케일 하나</translation>
    </message>
    <message>
        <source>per channel</source>
        <translation>채널별</translation>
    </message>
    <message>
        <source>one scale an output channel</source>
        <translation>출력 채널마다 스케일 하나</translation>
    </message>
    <message>
        <source>per group</source>
        <translation>그룹별</translation>
    </message>
    <message>
        <source>one scale for a group of neighbouring input channels</source>
        <translation>이웃한 입력 채널 그룹마다 스케일 하나</translation>
    </message>
    <message>
        <source>Group size</source>
        <translation>그룹 크기</translation>
    </message>
    <message>
        <source>Input channels that share a scale; the last group of a row may be shorter.</source>
        <translation>스케일을 함께 쓰는 입력 채널 수. 행의 마지막 그룹은 더 작을 수 있습니다.</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>only with scales per group</source>
        <translation>그룹별 스케일에서만</translation>
    </message>
    <message>
        <source>Activation scales</source>
        <translation>활성값 스케일</translation>
    </message>
    <message>
        <source>Which inputs share a scale.</source>
        <translation>어떤 입력이 스케일을 함께 쓰는지.</translation>
    </message>
    <message>
        <source>one scale for all tokens that are computed together</source>
        <translation>함께 계산하는 모든 토큰에 스케일 하나</translation>
    </message>
    <message>
        <source>per token</source>
        <translation>토큰별</translation>
    </message>
    <message>
        <source>one scale a token, found at run time</source>
        <translation>토큰마다 스케일 하나, 실행 시점에 계산</translation>
    </message>
    <message>
        <source>static</source>
        <translation>정적</translation>
    </message>
    <message>
        <source>one scale for all, from the calibration set</source>
        <translation>전체에 스케일 하나, 캘리브레이션 집합에서 계산</translation>
    </message>
    <message>
        <source>Weight clip</source>
        <translation>가중치 클리핑</translation>
    </message>
    <message>
        <source>How the range of the weights of one scale is cut.</source>
        <translation>스케일 하나를 쓰는 가중치의 범위를 자르는 방법.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>the smallest and the largest value set the range</source>
        <translation>최솟값과 최댓값이 범위를 정함</translation>
    </message>
    <message>
        <source>percentile</source>
        <translation>백분위수</translation>
    </message>
    <message>
        <source>the range keeps the given share of the values</source>
        <translation>범위가 값 가운데 주어진 비율을 남김</translation>
    </message>
    <message>
        <source>least squares</source>
        <translation>최소 제곱</translation>
    </message>
    <message>
        <source>both ends shrink by the factor of 1.00, 0.99, … 0.21 with the smallest squared error</source>
        <translation>양 끝을 1.00, 0.99, … 0.21배 중 제곱 오차가 가장 작은 배수로 줄임</translation>
    </message>
    <message>
        <source>Weight percentile</source>
        <translation>가중치 백분위수</translation>
    </message>
    <message>
        <source>Activation clip</source>
        <translation>활성값 클리핑</translation>
    </message>
    <message>
        <source>How the range of the inputs of one scale is cut; with static scales, the range of the calibration set.</source>
        <translation>스케일 하나를 쓰는 입력의 범위를 자르는 방법. 정적 스케일에서는 캘리브레이션 집합의 범위입니다.</translation>
    </message>
    <message>
        <source>Activation percentile</source>
        <translation>활성값 백분위수</translation>
    </message>
    <message>
        <source>Share of the values that the range keeps; the rest, half at either end, clips.</source>
        <translation>범위가 남기는 값의 비율. 나머지는 양 끝에서 절반씩 클리핑합니다.</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
    <message>
        <source>only where the clip is a percentile</source>
        <translation>백분위수 클리핑에서만</translation>
    </message>
    <message>
        <source>output SQNR</source>
        <translation>출력 SQNR</translation>
    </message>
    <message>
        <source>Signal to quantization noise of the layer&apos;s output: 10·log10(Σy² / Σ(y − ŷ)²), y = W·x on the captured input, ŷ by the quantized layer. 6 dB more is half the error.</source>
        <translation>층 출력의 신호 대 양자화 잡음비: 10·log10(Σy² / Σ(y − ŷ)²), y = W·x는 수집한 입력에서, ŷ는 양자화한 층에서. 6 dB 높으면 오차가 절반입니다.</translation>
    </message>
    <message>
        <source>weight SQNR</source>
        <translation>가중치 SQNR</translation>
    </message>
    <message>
        <source>Signal to quantization noise of the weights: 10·log10(Σw² / Σ(w − ŵ)²).</source>
        <translation>가중치의 신호 대 양자화 잡음비: 10·log10(Σw² / Σ(w − ŵ)²).</translation>
    </message>
    <message>
        <source>output MSE</source>
        <translation>출력 MSE</translation>
    </message>
    <message>
        <source>Mean squared error of the layer&apos;s output: Σ(y − ŷ)²/n.</source>
        <translation>층 출력의 평균 제곱 오차: Σ(y − ŷ)²/n.</translation>
    </message>
    <message>
        <source>weight MSE</source>
        <translation>가중치 MSE</translation>
    </message>
    <message>
        <source>Mean squared error of the weights: Σ(w − ŵ)²/n.</source>
        <translation>가중치의 평균 제곱 오차: Σ(w − ŵ)²/n.</translation>
    </message>
    <message>
        <source>weight cosine</source>
        <translation>가중치 코사인</translation>
    </message>
    <message>
        <source>Cosine between weights before and after: Σwŵ / √(Σw²·Σŵ²).</source>
        <translation>전후 가중치 사이의 코사인: Σwŵ / √(Σw²·Σŵ²).</translation>
    </message>
    <message>
        <source>largest weight error</source>
        <translation>가중치 최대 오차</translation>
    </message>
    <message>
        <source>The largest |w − ŵ| of the weights.</source>
        <translation>가중치의 |w − ŵ| 중 최대.</translation>
    </message>
    <message>
        <source>error in outlier channels</source>
        <translation>이상치 채널의 오차</translation>
    </message>
    <message>
        <source>Part of the weights&apos; squared error that lies in outlier channels, 0 to 1.</source>
        <translation>가중치의 제곱 오차 가운데 이상치 채널이 차지하는 비율, 0–1.</translation>
    </message>
    <message>
        <source>bits per weight</source>
        <translation>가중치당 비트 수</translation>
    </message>
    <message>
        <source>All that the method stores for the layer (codes, scales, zero points, indices) over its number of weights.</source>
        <translation>방법이 층에 저장하는 모든 것(코드, 스케일, 영점, 인덱스)을 가중치 수로 나눈 값.</translation>
    </message>
    <message>
        <source>f32</source>
        <translation>f32</translation>
    </message>
    <message>
        <source>Everything in f32, as the model is computed.</source>
        <translation>모두 f32로, 모델이 계산되는 그대로입니다.</translation>
    </message>
    <message>
        <source>f16</source>
        <translation>f16</translation>
    </message>
    <message>
        <source>Every value rounded to f16 before each operation. Simulated: operations are f32.</source>
        <translation>각 연산 전에 모든 값을 f16으로 반올림합니다. 모의 계산: 연산은 f32입니다.</translation>
    </message>
    <message>
        <source>bf16</source>
        <translation>bf16</translation>
    </message>
    <message>
        <source>Every value rounded to bf16 before each operation. Layers with bf16 weights run on bf16 products where the processor has them; the rest is simulated: operations are f32.</source>
        <translation>각 연산 전에 모든 값을 bf16으로 반올림합니다. bf16 가중치 층은 프로세서가 지원하면 bf16 곱으로 실행하고, 나머지는 모의 계산입니다: 연산은 f32입니다.</translation>
    </message>
    <message>
        <source>SmoothQuant (W8A8)</source>
        <translation>SmoothQuant (W8A8)</translation>
    </message>
    <message>
        <source>Inputs of the linear layers and of both attention products in int8, softmax, norms, activations, residual sums and the head in f16. Xiao et al., ICML 2023, §4: the weights&apos; side comes from the method. Products of rounded values run in f32 where layers are not quantized.</source>
        <translation>선형층과 두 어텐션 곱의 입력은 int8, 소프트맥스·정규화·활성 함수·잔차 합·헤드는 f16입니다. Xiao et al., ICML 2023, §4: 가중치 쪽은 방법이 정합니다. 양자화하지 않은 층에서는 반올림한 값의 곱을 f32로 계산합니다.</translation>
    </message>
    <message>
        <source>Values are rounded right before an operation, without a scale; what is fused stays in bf16. &quot;8-bit Transformer Inference and Fine-tuning for Edge Accelerators&quot;, ASPLOS 2024, §4; softmax counts as an activation. Simulated: operations are f32; weights come from the method.</source>
        <translation>연산 바로 전에 스케일 없이 값을 반올림하며, 융합한 것은 bf16으로 남습니다. &quot;8-bit Transformer Inference and Fine-tuning for Edge Accelerators&quot;, ASPLOS 2024, §4; 소프트맥스는 활성 함수로 칩니다. 모의 계산: 연산은 f32이고 가중치는 방법이 정합니다.</translation>
    </message>
    <message>
        <source>posit(8,1), no fusion</source>
        <translation>posit(8,1), 융합 없음</translation>
    </message>
    <message>
        <source>posit(8,1), attention scaling fused</source>
        <translation>posit(8,1), 어텐션 스케일링 융합</translation>
    </message>
    <message>
        <source>posit(8,1), activations fused</source>
        <translation>posit(8,1), 활성 함수 융합</translation>
    </message>
    <message>
        <source>posit(8,1), norms fused</source>
        <translation>posit(8,1), 정규화 융합</translation>
    </message>
    <message>
        <source>posit(8,1), residual sums fused: only inputs of products</source>
        <translation>posit(8,1), 잔차 합 융합: 곱의 입력만</translation>
    </message>
    <message>
        <source>FP8 E4M3, no fusion</source>
        <translation>FP8 E4M3, 융합 없음</translation>
    </message>
    <message>
        <source>FP8 E4M3, attention scaling fused</source>
        <translation>FP8 E4M3, 어텐션 스케일링 융합</translation>
    </message>
    <message>
        <source>FP8 E4M3, activations fused</source>
        <translation>FP8 E4M3, 활성 함수 융합</translation>
    </message>
    <message>
        <source>FP8 E4M3, norms fused</source>
        <translation>FP8 E4M3, 정규화 융합</translation>
    </message>
    <message>
        <source>FP8 E4M3, residual sums fused: only inputs of products</source>
        <translation>FP8 E4M3, 잔차 합 융합: 곱의 입력만</translation>
    </message>
    <message>
        <source>OPT: few channels, the same everywhere</source>
        <translation>OPT: 몇 개의 같은 채널</translation>
    </message>
    <message>
        <source>Four channels, the same in all layers, × 40: in OPT models a few fixed channels reach 20 to 60 times the median channel (Dettmers et al., LLM.int8(), 2022; Xiao et al., SmoothQuant, 2023).</source>
        <translation>모든 층에서 같은 네 채널, × 40: OPT 모델에서는 정해진 몇 채널이 중앙값 채널의 20~60배에 이릅니다 (Dettmers et al., LLM.int8(), 2022; Xiao et al., SmoothQuant, 2023).</translation>
    </message>
    <message>
        <source>LLM.int8(): seven features</source>
        <translation>LLM.int8(): 일곱 특징</translation>
    </message>
    <message>
        <source>Seven channels, the same in all layers, × 20: up to 13 billion parameters at most 7 features pass the threshold of 6.0, up to 20 times as large as the others (Dettmers et al., LLM.int8(), 2022).</source>
        <translation>모든 층에서 같은 일곱 채널, × 20: 매개변수 130억 개까지는 많아야 7개 특징이 문턱값 6.0을 넘으며 다른 것의 20배까지 큽니다 (Dettmers et al., LLM.int8(), 2022).</translation>
    </message>
    <message>
        <source>LLaMA: one massive channel</source>
        <translation>LLaMA: 거대 채널 하나</translation>
    </message>
    <message>
        <source>One channel × 1150: in Llama-3.2-1B channel 1417 of the input of layer 1&apos;s down_proj reaches 623.5 where the median channel reaches 0.54 (measured profile). Here behind the norms, not in down_proj.</source>
        <translation>한 채널 × 1150: Llama-3.2-1B에서 층 1의 down_proj 입력 채널 1417은 623.5에 이르고 중앙값 채널은 0.54입니다(측정한 프로파일). 여기서는 down_proj가 아니라 정규화 뒤에 만듭니다.</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Channels behind each norm that grow. LLM.int8() found at most 7 in models of up to 13 billion parameters.</source>
        <translation>각 정규화 뒤에서 커지는 채널 수. LLM.int8()은 매개변수 130억 개까지의 모델에서 많아야 7개를 찾았습니다.</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>By which the values of these channels grow: the norm&apos;s gain times it, the next layers&apos; columns divided by it. OPT: 20 to 60.</source>
        <translation>이 채널의 값이 커지는 배율. 정규화의 이득에 곱하고 다음 층의 열을 나눕니다. OPT: 20~60.</translation>
    </message>
    <message>
        <source>Same channels in all layers</source>
        <translation>모든 층에서 같은 채널</translation>
    </message>
    <message>
        <source>As in OPT; off: each norm has channels of its own.</source>
        <translation>OPT와 같음. 끄면 정규화마다 채널이 다릅니다.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>Chooses the channels.</source>
        <translation>채널을 고릅니다.</translation>
    </message>
    <message>
        <source>DRAM, 16 bits</source>
        <translation>DRAM, 16비트</translation>
    </message>
    <message>
        <source>LLM-Viewer&apos;s bandwidth</source>
        <translation>LLM-Viewer의 대역폭</translation>
    </message>
    <message>
        <source>LLM-Viewer&apos;s on-chip buffer</source>
        <translation>LLM-Viewer의 칩 내 버퍼</translation>
    </message>
    <message>
        <source>LLM-Viewer&apos;s f16 rate</source>
        <translation>LLM-Viewer의 f16 속도</translation>
    </message>
    <message>
        <source>LLM-Viewer&apos;s int8 rate</source>
        <translation>LLM-Viewer의 int8 속도</translation>
    </message>
    <message>
        <source>its f16 rate, fixed mode</source>
        <translation>그 f16 속도, 수정판</translation>
    </message>
    <message>
        <source>its int4 rate, fixed mode</source>
        <translation>그 int4 속도, 수정판</translation>
    </message>
    <message>
        <source>achievable part of peak bandwidth</source>
        <translation>최대 대역폭 중 도달 가능 비율</translation>
    </message>
    <message>
        <source>achievable part of peak compute</source>
        <translation>최대 연산 중 도달 가능 비율</translation>
    </message>
    <message>
        <source>activation bits of a unit</source>
        <translation>유닛의 활성값 비트 폭</translation>
    </message>
    <message>
        <source>weight bits of a unit</source>
        <translation>유닛의 가중치 비트 폭</translation>
    </message>
    <message>
        <source>add</source>
        <translation>덧셈</translation>
    </message>
    <message>
        <source>arrays</source>
        <translation>배열 수</translation>
    </message>
    <message>
        <source>bandwidth inside the memory</source>
        <translation>메모리 내부 대역폭</translation>
    </message>
    <message>
        <source>bits of a scaling factor</source>
        <translation>스케일 계수의 비트 폭</translation>
    </message>
    <message>
        <source>bus bandwidth</source>
        <translation>버스 대역폭</translation>
    </message>
    <message>
        <source>channel groups</source>
        <translation>채널 그룹 수</translation>
    </message>
    <message>
        <source>clock</source>
        <translation>클럭</translation>
    </message>
    <message>
        <source>clusters</source>
        <translation>클러스터 수</translation>
    </message>
    <message>
        <source>columns in decode</source>
        <translation>디코드의 열 수</translation>
    </message>
    <message>
        <source>columns in prefill</source>
        <translation>프리필의 열 수</translation>
    </message>
    <message>
        <source>columns of a sub-matrix</source>
        <translation>부분 행렬의 열 수</translation>
    </message>
    <message>
        <source>columns of a unit</source>
        <translation>유닛의 열 수</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>열 수</translation>
    </message>
    <message>
        <source>cycles at a group boundary</source>
        <translation>그룹 경계의 사이클</translation>
    </message>
    <message>
        <source>devices on the link</source>
        <translation>링크의 장치 수</translation>
    </message>
    <message>
        <source>energy of a unit and cycle</source>
        <translation>유닛과 사이클당 에너지</translation>
    </message>
    <message>
        <source>energy of the link</source>
        <translation>링크 에너지</translation>
    </message>
    <message>
        <source>factor of placement and routing</source>
        <translation>배치·배선 계수</translation>
    </message>
    <message>
        <source>global buffer</source>
        <translation>전역 버퍼</translation>
    </message>
    <message>
        <source>global buffer, 16 bits</source>
        <translation>전역 버퍼, 16비트</translation>
    </message>
    <message>
        <source>input buffer</source>
        <translation>입력 버퍼</translation>
    </message>
    <message>
        <source>input registers of a unit</source>
        <translation>유닛의 입력 레지스터</translation>
    </message>
    <message>
        <source>output registers of a unit</source>
        <translation>유닛의 출력 레지스터</translation>
    </message>
    <message>
        <source>weight registers of a unit</source>
        <translation>유닛의 가중치 레지스터</translation>
    </message>
    <message>
        <source>its lower bound</source>
        <translation>그 하한</translation>
    </message>
    <message>
        <source>its upper bound</source>
        <translation>그 상한</translation>
    </message>
    <message>
        <source>latency of a hop</source>
        <translation>홉 지연</translation>
    </message>
    <message>
        <source>least batch for two sub-batches</source>
        <translation>두 하위 배치의 최소 배치</translation>
    </message>
    <message>
        <source>multiply</source>
        <translation>곱셈</translation>
    </message>
    <message>
        <source>network, 16 bits</source>
        <translation>네트워크, 16비트</translation>
    </message>
    <message>
        <source>network, partial sum</source>
        <translation>네트워크, 부분합</translation>
    </message>
    <message>
        <source>power at rest under load</source>
        <translation>부하 시 대기 전력</translation>
    </message>
    <message>
        <source>power limit</source>
        <translation>전력 한도</translation>
    </message>
    <message>
        <source>power of full bandwidth</source>
        <translation>최대 대역폭의 전력</translation>
    </message>
    <message>
        <source>power of full compute</source>
        <translation>최대 연산의 전력</translation>
    </message>
    <message>
        <source>process</source>
        <translation>공정</translation>
    </message>
    <message>
        <source>processing units (a mapping uses fewer)</source>
        <translation>처리 유닛 수(매핑은 더 적게 사용)</translation>
    </message>
    <message>
        <source>products of a slice and cycle</source>
        <translation>슬라이스와 사이클당 곱</translation>
    </message>
    <message>
        <source>products of a unit</source>
        <translation>유닛의 곱</translation>
    </message>
    <message>
        <source>rate beside matrix products</source>
        <translation>행렬 곱 외의 속도</translation>
    </message>
    <message>
        <source>rate of 2:4 sparse products</source>
        <translation>2:4 희소 곱의 속도</translation>
    </message>
    <message>
        <source>register, 16 bits</source>
        <translation>레지스터, 16비트</translation>
    </message>
    <message>
        <source>rows in decode</source>
        <translation>디코드의 행 수</translation>
    </message>
    <message>
        <source>rows in prefill</source>
        <translation>프리필의 행 수</translation>
    </message>
    <message>
        <source>rows of a sub-matrix</source>
        <translation>부분 행렬의 행 수</translation>
    </message>
    <message>
        <source>rows of a unit</source>
        <translation>유닛의 행 수</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>행 수</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>시프트</translation>
    </message>
    <message>
        <source>slices</source>
        <translation>슬라이스 수</translation>
    </message>
    <message>
        <source>source sub-matrices of all</source>
        <translation>전체 중 원본 부분 행렬</translation>
    </message>
    <message>
        <source>start of an all-reduce</source>
        <translation>all-reduce 시작</translation>
    </message>
    <message>
        <source>supply</source>
        <translation>공급 전압</translation>
    </message>
    <message>
        <source>table look-up</source>
        <translation>표 조회</translation>
    </message>
    <message>
        <source>time of an empty kernel</source>
        <translation>빈 커널의 시간</translation>
    </message>
    <message>
        <source>units of a cluster</source>
        <translation>클러스터의 유닛 수</translation>
    </message>
    <message>
        <source>weight buffer</source>
        <translation>가중치 버퍼</translation>
    </message>
    <message>
        <source>weight register, 16 bits</source>
        <translation>가중치 레지스터, 16비트</translation>
    </message>
    <message>
        <source>operations</source>
        <translation>연산 수</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>bytes read inside the memory</source>
        <translation>메모리 안에서 읽는 바이트</translation>
    </message>
    <message>
        <source>inner memory time</source>
        <translation>내부 메모리 시간</translation>
    </message>
    <message>
        <source>intensity</source>
        <translation>연산 강도</translation>
    </message>
    <message>
        <source>compute time</source>
        <translation>연산 시간</translation>
    </message>
    <message>
        <source>vector time</source>
        <translation>벡터 시간</translation>
    </message>
    <message>
        <source>memory time</source>
        <translation>메모리 시간</translation>
    </message>
    <message>
        <source>time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>part of the roof</source>
        <translation>지붕 대비 비율</translation>
    </message>
    <message>
        <source>dynamic energy</source>
        <translation>동적 에너지</translation>
    </message>
    <message>
        <source>board energy</source>
        <translation>보드 에너지</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>memory left</source>
        <translation>남은 메모리</translation>
    </message>
</context>
<context>
    <name>core notes</name>
    <message>
        <source>theta lies above every channel&apos;s maximum: no channel is split</source>
        <translation>θ가 모든 채널의 최댓값보다 커서 분할한 채널이 없음</translation>
    </message>
    <message>
        <source>%1 of %2 channels split into %3 pieces, %4 merged into others: %5 kernel channels</source>
        <translation>채널 %2개 중 %1개를 %3조각으로 분할, %4개를 다른 채널에 병합: 커널 채널 %5개</translation>
    </message>
    <message>
        <source>no weights at this site: channels are split but none merged</source>
        <translation>이 위치에는 가중치가 없어 채널을 분할하지만 병합하지 않음</translation>
    </message>
    <message>
        <source>no input samples: channels are split but none merged</source>
        <translation>입력 표본이 없어 채널을 분할하지만 병합하지 않음</translation>
    </message>
    <message>
        <source>fewer channels can be merged than the split adds: the kernel has more than the layer</source>
        <translation>병합할 수 있는 채널이 분할로 늘어난 채널보다 적음: 커널의 채널이 층보다 많음</translation>
    </message>
    <message>
        <source>preview: the similarity of channels is judged on a sample of tokens and outputs</source>
        <translation>미리 보기: 채널 유사도는 토큰과 출력의 표본으로 판단함</translation>
    </message>
    <message>
        <source>theta = %1, the best of %2 tried</source>
        <translation>θ = %1, 시도한 %2개 중 최선</translation>
    </message>
    <message>
        <source>no input samples or weights: theta cannot be searched, %1 is used</source>
        <translation>입력 표본이나 가중치가 없어 θ를 탐색할 수 없음: %1 사용</translation>
    </message>
    <message>
        <source>nothing is known of this input: static activation scales are found per batch instead</source>
        <translation>이 입력에 대해 알려진 것이 없음: 정적 활성값 스케일 대신 배치마다 계산함</translation>
    </message>
    <message>
        <source>no input samples: static activation scales take the whole range, not clipped</source>
        <translation>입력 표본이 없음: 정적 활성값 스케일은 클리핑하지 않은 전체 범위를 씀</translation>
    </message>
    <message>
        <source>only the channels&apos; maxima are known: no samples, so no histogram and no error</source>
        <translation>채널 최댓값만 있음: 표본이 없어 히스토그램과 오차가 없음</translation>
    </message>
    <message>
        <source>the input&apos;s error is measured in kernel channels, between the reassembled input and its codes; the output error tells what reassembly and codes cost together</source>
        <translation>입력 오차는 커널 채널에서 재조립한 입력과 그 코드 사이로 측정함; 재조립과 코드를 합한 대가는 출력 오차가 알려 줌</translation>
    </message>
    <message>
        <source>the layers that share this input do not fit the memory budget together: %1 is analysed alone</source>
        <translation>이 입력을 함께 쓰는 층이 모두 메모리 한도에 들지 않음: %1만 분석함</translation>
    </message>
    <message>
        <source>larger than the memory budget: only a sample of its rows is analysed</source>
        <translation>메모리 한도보다 큼: 일부 행의 표본만 분석함</translation>
    </message>
    <message>
        <source>%1: %2 values that are not finite count as %3</source>
        <translation>%1: 유한하지 않은 값 %2개는 %3(으)로 셈</translation>
    </message>
    <message>
        <source>%1 computes at the %2 rate</source>
        <translation>%1은(는) %2 속도로 연산함</translation>
    </message>
</context>
</TS>
