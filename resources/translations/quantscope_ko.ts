<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
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
        <translation>파랑–주황</translation>
    </message>
    <message>
        <source>blue to orange, dark middle</source>
        <translation>파랑–주황, 가운데 어두움</translation>
    </message>
</context>
<context>
    <name>accelerator</name>
    <message>
        <source>Law</source>
        <translation>법칙</translation>
    </message>
    <message>
        <source>How times at the roofs make the time of an operator</source>
        <translation>지붕에서의 시간들이 연산자의 시간이 되는 방식</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>보정</translation>
    </message>
    <message>
        <source>Achievable parts of the rated figures, both times together, a launch floor; fitted on measured A100 operators</source>
        <translation>정격 수치 중 도달 가능한 비율, 두 시간의 결합, 실행 하한. 측정한 A100 연산자에 맞춤</translation>
    </message>
    <message>
        <source>ideal roofline</source>
        <translation>이상적 루프라인</translation>
    </message>
    <message>
        <source>The longest of compute, memory and link at the rated figures: a lower bound</source>
        <translation>정격 수치에서 연산, 메모리, 링크 중 가장 긴 것: 하한</translation>
    </message>
    <message>
        <source>The rules of LLM-Viewer as it was released, with its own table of devices</source>
        <translation>공개된 LLM-Viewer의 규칙과 그 자체의 장치 표</translation>
    </message>
    <message>
        <source>LLM-Viewer, fixed</source>
        <translation>LLM-Viewer, 수정판</translation>
    </message>
    <message>
        <source>LLM-Viewer with the corrections of its pull request 27</source>
        <translation>풀 리퀘스트 27의 수정을 반영한 LLM-Viewer</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>Sequences that are computed at once</source>
        <translation>한 번에 계산하는 시퀀스 수</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>프롬프트</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Tokens of each prompt, which prefill reads</source>
        <translation>프리필이 읽는 각 프롬프트의 토큰 수</translation>
    </message>
    <message>
        <source>Generated</source>
        <translation>생성</translation>
    </message>
    <message>
        <source>Tokens that each sequence gets; decode is shown for the last of them, which sees the prompt and all others</source>
        <translation>각 시퀀스가 얻는 토큰 수. 디코드는 프롬프트와 다른 모든 토큰을 보는 마지막 토큰에 대해 표시됩니다</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV 캐시</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>Bits of the keys and values that are kept; 16 is f16</source>
        <translation>보관하는 키와 값의 비트 폭. 16은 f16</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>장치 수</translation>
    </message>
    <message>
        <source>Devices that share every layer (tensor parallelism, ring all-reduce); must divide the heads and the feed-forward size</source>
        <translation>모든 층을 나누는 장치 수(텐서 병렬, 링 all-reduce). 헤드 수와 피드포워드 크기를 나누어야 합니다</translation>
    </message>
    <message>
        <source>FlashAttention</source>
        <translation>FlashAttention</translation>
    </message>
    <message>
        <source>Scores stay on the chip; off: they go through the main memory</source>
        <translation>점수가 칩에 머뭅니다. 끔: 주 메모리를 거칩니다</translation>
    </message>
    <message>
        <source>Causal halving</source>
        <translation>인과 절반</translation>
    </message>
    <message>
        <source>Prefill computes the allowed half of the scores alone</source>
        <translation>프리필이 점수 중 허용된 절반만 계산합니다</translation>
    </message>
    <message>
        <source>2:4 sparsity</source>
        <translation>2:4 희소성</translation>
    </message>
    <message>
        <source>Linear layers keep two of four weights: half the values and an index of 2 bits each; twice the rate where the device has it</source>
        <translation>선형 층이 가중치 넷 중 둘을 유지합니다: 값은 절반이고 각각 2비트 색인. 장치가 지원하면 두 배 속도</translation>
    </message>
    <message>
        <source>%1 on</source>
        <translation>%1 켬</translation>
    </message>
    <message>
        <source>%1 off</source>
        <translation>%1 끔</translation>
    </message>
    <message>
        <source>workload: the open file</source>
        <translation>작업 부하: 열린 파일</translation>
    </message>
    <message>
        <source>workload: %1</source>
        <translation>작업 부하: %1</translation>
    </message>
    <message>
        <source>accelerator: %1</source>
        <translation>가속기: %1</translation>
    </message>
    <message>
        <source>accelerators beside</source>
        <translation>함께 볼 가속기</translation>
    </message>
    <message>
        <source>run in front</source>
        <translation>앞에 둔 실행</translation>
    </message>
    <message>
        <source>%1 times in a pass</source>
        <translation>한 번의 패스에 %1회</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>%1과 %2 사이</translation>
    </message>
    <message>
        <source>%1 % of the roof</source>
        <translation>지붕의 %1 %</translation>
    </message>
    <message>
        <source>board energy %1</source>
        <translation>보드 에너지 %1</translation>
    </message>
    <message>
        <source>modelled, law: %1</source>
        <translation>모델 값, 법칙: %1</translation>
    </message>
    <message>
        <source>no board law is known of %1</source>
        <translation>%1의 보드 법칙을 알 수 없음</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>들어가지 않음</translation>
    </message>
    <message>
        <source>by operator</source>
        <translation>연산자별</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>연산자</translation>
    </message>
    <message>
        <source>by component</source>
        <translation>구성 요소별</translation>
    </message>
    <message>
        <source>component</source>
        <translation>구성 요소</translation>
    </message>
    <message>
        <source>static (at rest under load)</source>
        <translation>정적(부하 시 대기)</translation>
    </message>
    <message>
        <source>computing and moving</source>
        <translation>연산과 이동</translation>
    </message>
    <message>
        <source>time of a token</source>
        <translation>토큰 하나의 시간</translation>
    </message>
    <message>
        <source>time of the prompts</source>
        <translation>프롬프트의 시간</translation>
    </message>
    <message>
        <source>board energy</source>
        <translation>보드 에너지</translation>
    </message>
    <message>
        <source>dynamic energy</source>
        <translation>동적 에너지</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>context</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>bandwidth of the main memory</source>
        <translation>주 메모리 대역폭</translation>
    </message>
    <message>
        <source>memory on the chip</source>
        <translation>칩 내 메모리</translation>
    </message>
    <message>
        <source>compute, times what the chip has</source>
        <translation>연산, 칩이 가진 것의 배수</translation>
    </message>
    <message>
        <source>bits of the KV cache</source>
        <translation>KV 캐시의 비트 폭</translation>
    </message>
    <message>
        <source>bits of the weights</source>
        <translation>가중치의 비트 폭</translation>
    </message>
    <message>
        <source>bits of the activations</source>
        <translation>활성값의 비트 폭</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>time per token</source>
        <translation>토큰당 시간</translation>
    </message>
    <message>
        <source>board energy per token</source>
        <translation>토큰당 보드 에너지</translation>
    </message>
    <message>
        <source>dynamic energy per token</source>
        <translation>토큰당 동적 에너지</translation>
    </message>
    <message>
        <source>bound by %1</source>
        <translation>%1 한계</translation>
    </message>
    <message>
        <source>bound by %1; %2 needed; modelled, law: %3</source>
        <translation>%1 한계, %2 필요, 모델 값, 법칙: %3</translation>
    </message>
    <message>
        <source>time per token (modelled)</source>
        <translation>토큰당 시간(모델 값)</translation>
    </message>
    <message>
        <source>board energy per token (modelled)</source>
        <translation>토큰당 보드 에너지(모델 값)</translation>
    </message>
    <message>
        <source>dynamic energy per token (modelled)</source>
        <translation>토큰당 동적 에너지(모델 값)</translation>
    </message>
    <message>
        <source>on %1; cost modelled, law: %2</source>
        <translation>%1에서. 비용은 모델 값, 법칙: %2</translation>
    </message>
    <message>
        <source>On the front: %1; %2 of %3 points are beaten in both.</source>
        <translation>프런트: %1. 점 %3개 중 %2개는 두 가지 모두에서 뒤집니다.</translation>
    </message>
    <message>
        <source>Accuracy of %1, measured; cost of %2, modelled.</source>
        <translation>정확도: %1, 측정값. 비용: %2, 모델 값.</translation>
    </message>
    <message>
        <source>derivative %1 for each unit; 1 % of it changes the total by %2 %
%3</source>
        <translation>단위당 도함수 %1. 1 %가 합계를 %2 % 바꿉니다
%3</translation>
    </message>
    <message>
        <source>time of %1</source>
        <translation>%1 시간</translation>
    </message>
    <message>
        <source>board energy of %1</source>
        <translation>%1 보드 에너지</translation>
    </message>
    <message>
        <source>dynamic energy of %1</source>
        <translation>%1 동적 에너지</translation>
    </message>
    <message>
        <source>What would help most: %1 %2 higher saves %3 of the time</source>
        <translation>가장 도움이 되는 것: %1, %2 높이면 시간의 %3 절약</translation>
    </message>
    <message>
        <source>What would help most: %1 %2 lower saves %3 of the time</source>
        <translation>가장 도움이 되는 것: %1, %2 낮추면 시간의 %3 절약</translation>
    </message>
    <message>
        <source>most of %1 is %2 (%3)</source>
        <comment>prefill or decode; a part of the accelerator; its share</comment>
        <translation>%1의 대부분: %2(%3)</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>프리필</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>디코드</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>연산</translation>
    </message>
    <message>
        <source>vector units</source>
        <translation>벡터 유닛</translation>
    </message>
    <message>
        <source>link</source>
        <translation>링크</translation>
    </message>
    <message>
        <source>kernel launches</source>
        <translation>커널 실행</translation>
    </message>
    <message>
        <source>main memory</source>
        <translation>주 메모리</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>a run, an accelerator</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>It does not fit: %1 needed on each device, %2 there, %3 too much.</source>
        <translation>들어가지 않습니다: 장치마다 %1 필요, %2 있음, %3 초과.</translation>
    </message>
    <message>
        <source>The cost of the new setting is being counted.</source>
        <translation>새 설정의 비용을 세는 중입니다.</translation>
    </message>
    <message>
        <source>%1 is bound by %2: %3 of %4 (%5 to %6); it runs at %7 of the roof, and %8 takes %9.</source>
        <translation>%1의 한계: %2, %4의 %3(%5~%6). 지붕의 %7에서 동작하며, %8: %9.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Quickest: %1 (%2); slowest: %3 (%4).</source>
        <translation>가장 빠름: %1(%2). 가장 느림: %3(%4).</translation>
    </message>
    <message>
        <source>No board law is known of these accelerators: choose the dynamic energy.</source>
        <translation>이 가속기들의 보드 법칙을 알 수 없습니다. 동적 에너지를 선택하십시오.</translation>
    </message>
    <message>
        <source>%1: %2 a token</source>
        <translation>%1: 토큰당 %2</translation>
    </message>
    <message>
        <source>Least: %1 (%2); most: %3 (%4).</source>
        <translation>최소: %1(%2). 최대: %3(%4).</translation>
    </message>
    <message>
        <source>Of the board: static and dynamic power over the time.</source>
        <translation>보드 전체: 시간에 걸친 정적 전력과 동적 전력.</translation>
    </message>
    <message>
        <source>Dynamic alone: operations and bits moved; the power at rest is not in it.</source>
        <translation>동적 에너지만: 연산과 이동한 비트. 대기 전력은 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>At %1 it is bound by %2</source>
        <comment>a value of the axis; a part of the accelerator</comment>
        <translation>%1에서의 한계: %2</translation>
    </message>
    <message>
        <source>, from %1 on by %2</source>
        <translation>, %1부터: %2</translation>
    </message>
    <message>
        <source>The weights alone do not fit.</source>
        <translation>가중치만으로도 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>Memory wall: %1 sequences of this context fit.</source>
        <translation>메모리 벽: 이 컨텍스트의 시퀀스 %1개가 들어갑니다.</translation>
    </message>
    <message>
        <source>No figure of the accelerator would help alone.</source>
        <translation>가속기의 어떤 수치도 혼자서는 도움이 되지 않습니다.</translation>
    </message>
    <message>
        <source>%1: %2 helps most: %3 higher saves %4; 1 % of it changes the total by %5 %.</source>
        <translation>%1: 가장 도움이 되는 것은 %2: %3 높이면 %4 절약. 1 %가 합계를 %5 % 바꿉니다.</translation>
    </message>
    <message>
        <source>%1: %2 helps most: %3 lower saves %4; 1 % of it changes the total by %5 %.</source>
        <translation>%1: 가장 도움이 되는 것은 %2: %3 낮추면 %4 절약. 1 %가 합계를 %5 % 바꿉니다.</translation>
    </message>
    <message>
        <source>first token after %1</source>
        <translation>첫 토큰까지 %1</translation>
    </message>
    <message>
        <source>then %1 a token</source>
        <translation>이후 토큰당 %1</translation>
    </message>
    <message>
        <source>%1 a token (board)</source>
        <translation>토큰당 %1(보드)</translation>
    </message>
    <message>
        <source>%1 a token (dynamic)</source>
        <translation>토큰당 %1(동적)</translation>
    </message>
    <message>
        <source>%1 needed</source>
        <translation>%1 필요</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>: %1 too much</source>
        <translation>: %1 초과</translation>
    </message>
    <message>
        <source>whole request %1, %2 (%3)</source>
        <translation>요청 전체 %1, %2(%3)</translation>
    </message>
    <message>
        <source>board</source>
        <translation>보드</translation>
    </message>
    <message>
        <source>dynamic</source>
        <translation>동적</translation>
    </message>
    <message>
        <source>%1 rate</source>
        <translation>%1 속도</translation>
    </message>
    <message>
        <source>%1 MAC energy</source>
        <translation>%1 MAC 에너지</translation>
    </message>
    <message>
        <source>%1 capacity</source>
        <translation>%1 용량</translation>
    </message>
    <message>
        <source>%1 bandwidth</source>
        <translation>%1 대역폭</translation>
    </message>
    <message>
        <source>%1 tile</source>
        <translation>%1 타일</translation>
    </message>
    <message>
        <source>%1 energy</source>
        <translation>%1 에너지</translation>
    </message>
    <message>
        <source>Cost of %1 counted on the file&apos;s own layers: %2 bits per weight.</source>
        <translation>%1의 비용은 파일 자체의 층에서 센 값: 가중치당 %2비트.</translation>
    </message>
    <message>
        <source>Cost of %1 counted on small random layers, scaled: %2 bits per weight.</source>
        <translation>%1의 비용은 작은 무작위 층에서 세어 환산한 값: 가중치당 %2비트.</translation>
    </message>
    <message>
        <source>products</source>
        <translation>행렬 곱</translation>
    </message>
    <message>
        <source>norms</source>
        <translation>정규화</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>잔차</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>활성 함수</translation>
    </message>
    <message>
        <source>rotary</source>
        <translation>회전 위치</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>임베딩</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a class of kernels, a figure of it</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>network: %1</source>
        <translation>네트워크: %1</translation>
    </message>
    <message>
        <source>%1 read inside the memory</source>
        <translation>메모리 안에서 %1 읽음</translation>
    </message>
</context>
<context>
    <name>channels</name>
    <message>
        <source>P25–P99 of |x|</source>
        <translation>|x|의 P25–P99</translation>
    </message>
</context>
<context>
    <name>comparison</name>
    <message>
        <source>bits per weight</source>
        <translation>가중치당 비트 수</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>is no better</source>
        <translation>차이 없음</translation>
    </message>
    <message>
        <source>has %1 times less %2</source>
        <translation>%2 1/%1로 감소</translation>
    </message>
    <message>
        <source>has %1 times more %2</source>
        <translation>%2 %1배로 증가</translation>
    </message>
    <message>
        <source>gains %1</source>
        <translation>이득 %1</translation>
    </message>
    <message>
        <source>loses %1</source>
        <translation>손실 %1</translation>
    </message>
    <message>
        <source>at the same bits per weight</source>
        <translation>같은 가중치당 비트 수로</translation>
    </message>
    <message>
        <source>for %1 bits more per weight</source>
        <translation>가중치당 %1비트를 더 써서</translation>
    </message>
    <message>
        <source>with %1 bits less per weight</source>
        <translation>가중치당 %1비트를 덜 써서</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 %3 over %n layer(s), %4 bits per weight.</source>
        <translation>
            <numerusform>%1: %n개 층에서 %2 %3, 가중치당 %4비트.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is best on %2 of %n layer(s)</source>
        <translation>
            <numerusform>%n개 층 중 %2개에서 최고는 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>; against %1 it %2 %3</source>
        <translation>; %1 대비 %3 %2</translation>
    </message>
    <message numerus="yes">
        <source>No run beats another in both error, summed over %n layer(s), and bits.</source>
        <translation>
            <numerusform>%n개 층에서 합한 오차와 비트 수 모두에서 다른 실행보다 나은 실행은 없습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No run beats another in both error, averaged over %n layer(s), and bits.</source>
        <translation>
            <numerusform>%n개 층에서 평균한 오차와 비트 수 모두에서 다른 실행보다 나은 실행은 없습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>그 외 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On the front of %n run(s), errors summed over %1 layers: %2.</source>
        <translation>
            <numerusform>실행 %n개 중 프런트에 있는 것(오차는 %1개 층의 합): %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On the front of %n run(s), averaged over %1 layers: %2.</source>
        <translation>
            <numerusform>실행 %n개 중 프런트에 있는 것(%1개 층의 평균): %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>from %1 at %2 to %3 at %4 bits per weight</source>
        <translation>%1(가중치당 %2비트)부터 %3(가중치당 %4비트)까지</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) and runs, %1.</source>
        <translation>
            <numerusform>층·실행 조합 %n개, %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, joined by the line: %2.</source>
        <translation>선으로 이은 %1: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) could not be computed (%1).</source>
        <translation>
            <numerusform>%n개 칸을 계산할 수 없습니다(%1).</numerusform>
        </translation>
    </message>
    <message>
        <source>about 1 s</source>
        <translation>약 1초</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>약 %1초</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>약 %1분</translation>
    </message>
    <message>
        <source>about %1 h</source>
        <translation>약 %1시간</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Keyboard</source>
        <translation>키보드</translation>
    </message>
    <message>
        <source>Mouse on a chart</source>
        <translation>차트에서 마우스</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>휠</translation>
    </message>
    <message>
        <source>zoom; over an axis, that axis alone</source>
        <translation>확대·축소, 축 위에서는 그 축만</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>끌기</translation>
    </message>
    <message>
        <source>move the view; on the line of θ, change θ</source>
        <translation>보기 이동, θ 선 위에서는 θ 변경</translation>
    </message>
    <message>
        <source>shift and drag</source>
        <translation>Shift 누르고 끌기</translation>
    </message>
    <message>
        <source>brush a range: the other chart shows that part</source>
        <translation>구간 선택: 다른 차트가 그 부분을 표시</translation>
    </message>
    <message>
        <source>click</source>
        <translation>클릭</translation>
    </message>
    <message>
        <source>choose a channel</source>
        <translation>채널 선택</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>두 번 클릭</translation>
    </message>
    <message>
        <source>the whole view again</source>
        <translation>전체 보기로 되돌리기</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>clear the brush</source>
        <translation>구간 선택 해제</translation>
    </message>
    <message>
        <source>right click</source>
        <translation>오른쪽 클릭</translation>
    </message>
    <message>
        <source>copy, export, table, axes</source>
        <translation>복사, 내보내기, 표, 축</translation>
    </message>
    <message>
        <source>Keyboard and mouse</source>
        <translation>키보드와 마우스</translation>
    </message>
    <message>
        <source>About Quantscope</source>
        <translation>Quantscope 정보</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Quantscope %1&lt;/h3&gt;&lt;p&gt;Explore the quantization of large language models.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. Made with Qt %2 (LGPL 3), QCustomPlot (GPL 3), HDF5, Highway and oneTBB.&lt;/p&gt;&lt;p&gt;The sample model was trained on definitions of WordNet 3.0; see File → Properties for its licence.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Quantscope %1&lt;/h3&gt;&lt;p&gt;대규모 언어 모델의 양자화를 탐색합니다.&lt;/p&gt;&lt;p&gt;GNU General Public License 버전 3 이상으로 배포하는 자유 소프트웨어입니다. Qt %2(LGPL 3), QCustomPlot(GPL 3), HDF5, Highway, oneTBB로 만들었습니다.&lt;/p&gt;&lt;p&gt;예제 모델은 WordNet 3.0의 뜻풀이로 학습했습니다. 라이선스는 파일 → 속성에서 볼 수 있습니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>구조</translation>
    </message>
    <message>
        <source>Quantscope model file</source>
        <translation>Quantscope 모델 파일</translation>
    </message>
    <message>
        <source>HDF5 file of another program</source>
        <translation>다른 프로그램의 HDF5 파일</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>아키텍처</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>속성</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Captured inputs</source>
        <translation>수집한 입력</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>less than 0.001&#xa0;%</source>
        <translation>0.001 % 미만</translation>
    </message>
    <message>
        <source>more than 99.9&#xa0;%</source>
        <translation>99.9 % 초과</translation>
    </message>
</context>
<context>
    <name>inference</name>
    <message>
        <source>ended by the model</source>
        <translation>모델이 끝냄</translation>
    </message>
    <message>
        <source>ended at the context</source>
        <translation>문맥 길이에서 끝남</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소함</translation>
    </message>
    <message>
        <source>prefill %1, decoding %2 tokens/s</source>
        <translation>프리필 %1, 디코딩 %2 토큰/초</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>퍼플렉서티</translation>
    </message>
    <message>
        <source>exp of the mean negative log-likelihood: among how many equally likely tokens the model chooses, on average</source>
        <translation>평균 음의 로그 가능도의 exp: 모델이 평균적으로 같은 확률의 토큰 몇 개 중에서 고르는지</translation>
    </message>
    <message>
        <source>mean NLL</source>
        <translation>평균 NLL</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nat</translation>
    </message>
    <message>
        <source>Mean negative log-likelihood of the text&apos;s tokens</source>
        <translation>텍스트 토큰의 평균 음의 로그 가능도</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL 발산</translation>
    </message>
    <message>
        <source>Mean over the tokens of KL(unquantized ‖ run) of the predicted odds</source>
        <translation>예측 확률의 KL(양자화 없음 ‖ 실행)을 토큰에 대해 평균한 값</translation>
    </message>
    <message>
        <source>KL divergence, P99</source>
        <translation>KL 발산, P99</translation>
    </message>
    <message>
        <source>99 % of the predictions diverge less than this from the unquantized model&apos;s</source>
        <translation>예측의 99 %는 양자화하지 않은 모델과의 발산이 이보다 작습니다</translation>
    </message>
    <message>
        <source>same top token</source>
        <translation>최상위 토큰 일치</translation>
    </message>
    <message>
        <source>Share of predictions whose likeliest token is the unquantized model&apos;s</source>
        <translation>가장 가능성 높은 토큰이 양자화하지 않은 모델과 같은 예측의 비율</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>토큰/초</translation>
    </message>
    <message>
        <source>Tokens of the text in a second, read many at once; of this run&apos;s model alone</source>
        <translation>한 번에 여럿을 읽을 때 초당 처리한 텍스트 토큰 수(이 실행의 모델만)</translation>
    </message>
    <message>
        <source>bits per weight</source>
        <translation>가중치당 비트 수</translation>
    </message>
    <message>
        <source>All that is stored of the quantized layers, over the number of their weights</source>
        <translation>양자화한 층에 저장되는 모든 것을 그 가중치 수로 나눈 값</translation>
    </message>
    <message>
        <source>weights in memory</source>
        <translation>메모리의 가중치</translation>
    </message>
    <message>
        <source>Of all layers, embeddings and norms among them</source>
        <translation>임베딩과 정규화를 포함한 모든 층</translation>
    </message>
    <message>
        <source>run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>layer, in the order of execution</source>
        <translation>층, 실행 순서대로</translation>
    </message>
    <message>
        <source>output SQNR</source>
        <translation>출력 SQNR</translation>
    </message>
    <message>
        <source>alone</source>
        <translation>단독</translation>
    </message>
    <message>
        <source>all up to here</source>
        <translation>여기까지 모두</translation>
    </message>
    <message>
        <source>weights alone</source>
        <translation>가중치만</translation>
    </message>
    <message>
        <source>activations alone</source>
        <translation>활성값만</translation>
    </message>
    <message>
        <source>%1 has “%2” here</source>
        <translation>%1의 이 자리: “%2”</translation>
    </message>
    <message>
        <source>the typed text</source>
        <translation>입력한 텍스트</translation>
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
        <translation>%1: %2 (%3)</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <comment>a run, its perplexity</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>windows of %n token(s)</source>
        <translation>
            <numerusform>토큰 %n개 윈도</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, BOS before each</source>
        <translation>%1, 각 윈도 앞에 BOS</translation>
    </message>
    <message>
        <source>%1, BOS once</source>
        <translation>%1, BOS 한 번</translation>
    </message>
    <message>
        <source>%1, no BOS</source>
        <translation>%1, BOS 없음</translation>
    </message>
    <message>
        <source>The quantized runs keep keys and values in %1.</source>
        <translation>양자화한 실행은 키와 값을 %1(으)로 보관합니다.</translation>
    </message>
    <message>
        <source>Between their layers values are rounded: %1.</source>
        <translation>층 사이의 값은 반올림합니다: %1.</translation>
    </message>
    <message>
        <source>%1 could not run: %2</source>
        <translation>%1 실행 불가: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) of %1</source>
        <translation>
            <numerusform>%1의 토큰 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 has a perplexity of %2</source>
        <translation>%1의 퍼플렉서티는 %2</translation>
    </message>
    <message>
        <source>best is %1</source>
        <translation>최고 %1</translation>
    </message>
    <message>
        <source>worst is %1</source>
        <translation>최악 %1</translation>
    </message>
    <message>
        <source>On %1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>Hatched bars are not finished: their numbers are those so far.</source>
        <translation>빗금 막대는 아직 끝나지 않았으며 지금까지의 수치입니다.</translation>
    </message>
    <message>
        <source>%1: quantized alone, %2 is the worst layer with %3; with all layers before quantized too, least is left at %4, %5.</source>
        <translation>%1: 단독으로 양자화하면 최악의 층은 %2, %3입니다. 앞의 모든 층도 양자화하면 가장 낮은 곳은 %4, %5입니다.</translation>
    </message>
    <message>
        <source>At %1 the weights pay: %2 alone, the activations %3.</source>
        <translation>%1에서는 가중치가 원인입니다: 가중치만 %2, 활성값만 %3.</translation>
    </message>
    <message>
        <source>At %1 the activations pay: %3 alone, the weights %2.</source>
        <translation>%1에서는 활성값이 원인입니다: 활성값만 %3, 가중치만 %2.</translation>
    </message>
    <message>
        <source>%1 says the same</source>
        <translation>%1: 같은 텍스트</translation>
    </message>
    <message numerus="yes">
        <source>%1 goes along for %n token(s), %2 of its %3 differ</source>
        <translation>
            <numerusform>%1: 토큰 %n개까지 같고 %3개 중 %2개가 다름</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>그 외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Against %1: %2.</source>
        <translation>%1 대비: %2.</translation>
    </message>
    <message>
        <source>Decoded at %1 tokens/s.</source>
        <translation>디코딩 속도 %1 토큰/초.</translation>
    </message>
    <message>
        <source>Decoded at %1 to %2 tokens/s.</source>
        <translation>디코딩 속도 %1–%2 토큰/초.</translation>
    </message>
    <message numerus="yes">
        <source>the unquantized model and %n run(s)</source>
        <translation>
            <numerusform>양자화하지 않은 모델과 실행 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>the unquantized model</source>
        <translation>양자화하지 않은 모델</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>실행 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at most %n token(s)</source>
        <translation>
            <numerusform>최대 토큰 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>the whole text</source>
        <translation>텍스트 전체</translation>
    </message>
    <message>
        <source>%1 of memory</source>
        <translation>메모리 %1</translation>
    </message>
    <message>
        <source>Run %1 on %2.</source>
        <translation>%1, %2.</translation>
    </message>
    <message>
        <source>Run %1 on %2: %3.</source>
        <translation>%1, %2: %3.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Explore the quantization of large language models.</source>
        <translation>대규모 언어 모델의 양자화를 탐색합니다.</translation>
    </message>
    <message>
        <source>Model file, or what can be imported; the sample model where missing.</source>
        <translation>모델 파일 또는 가져올 수 있는 파일. 없으면 예제 모델을 엽니다.</translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation>system, light, dark 중 하나.</translation>
    </message>
    <message>
        <source>Memory for tensors, for example 512MiB or 4GiB.</source>
        <translation>텐서에 쓸 메모리. 예: 512MiB, 4GiB.</translation>
    </message>
    <message>
        <source>Save a picture of the window with its first result, and end.</source>
        <translation>첫 결과가 나온 창의 그림을 저장하고 끝냅니다.</translation>
    </message>
    <message>
        <source>Save pictures of every page in both themes at two sizes, and end.</source>
        <translation>모든 페이지의 그림을 두 테마와 두 크기로 저장하고 끝냅니다.</translation>
    </message>
    <message>
        <source>Open the sample model instead of the last session.</source>
        <translation>지난 세션 대신 예제 모델을 엽니다.</translation>
    </message>
    <message>
        <source>Size of the window.</source>
        <translation>창의 크기.</translation>
    </message>
    <message>
        <source>Tensor to select first.</source>
        <translation>처음 선택할 텐서.</translation>
    </message>
    <message>
        <source>Write charts and tables of the file into a folder, without a window.</source>
        <translation>창을 띄우지 않고 파일의 차트와 표를 폴더에 저장합니다.</translation>
    </message>
</context>
<context>
    <name>metrics</name>
    <message>
        <source>Output SQNR</source>
        <translation>출력 SQNR</translation>
    </message>
    <message>
        <source>10·log10(Σy²/Σ(y − ŷ)²) of the layer&apos;s output on the captured inputs</source>
        <translation>수집한 입력에 대한 층 출력의 10·log10(Σy²/Σ(y − ŷ)²)</translation>
    </message>
    <message>
        <source>Output MSE</source>
        <translation>출력 MSE</translation>
    </message>
    <message>
        <source>Σ(y − ŷ)²/n of the layer&apos;s output on the captured inputs</source>
        <translation>수집한 입력에 대한 층 출력의 Σ(y − ŷ)²/n</translation>
    </message>
    <message>
        <source>Output cosine</source>
        <translation>출력 코사인</translation>
    </message>
    <message>
        <source>Σyŷ/√(Σy²·Σŷ²) of the layer&apos;s output</source>
        <translation>층 출력의 Σyŷ/√(Σy²·Σŷ²)</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>10·log10(Σx²/Σ(x − x̂)²) of the values of this tensor</source>
        <translation>이 텐서 값의 10·log10(Σx²/Σ(x − x̂)²)</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>Σ(x − x̂)²/n of the values of this tensor</source>
        <translation>이 텐서 값의 Σ(x − x̂)²/n</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>Σxx̂/√(Σx²·Σx̂²) of the values of this tensor</source>
        <translation>이 텐서 값의 Σxx̂/√(Σx²·Σx̂²)</translation>
    </message>
    <message>
        <source>Largest error</source>
        <translation>최대 오차</translation>
    </message>
    <message>
        <source>max |x − x̂|</source>
        <translation>max |x − x̂|</translation>
    </message>
    <message>
        <source>Error in outliers</source>
        <translation>이상치의 오차</translation>
    </message>
    <message>
        <source>Share of Σ(x − x̂)² that lies in outlier channels</source>
        <translation>Σ(x − x̂)² 가운데 이상치 채널이 차지하는 비율</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트 수</translation>
    </message>
    <message>
        <source>All that is stored, over the number of weights</source>
        <translation>저장하는 모든 것을 가중치 수로 나눈 값</translation>
    </message>
    <message>
        <source>Stored: %1</source>
        <translation>저장: %1</translation>
    </message>
    <message>
        <source>%1: %2 (%3 bits per weight)</source>
        <translation>%1: %2 (가중치당 %3비트)</translation>
    </message>
    <message>
        <source>Operations per token:</source>
        <translation>토큰당 연산:</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorControls</name>
    <message>
        <source>%1 (missing)</source>
        <translation>%1(없음)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>memory: %1</source>
        <translation>메모리: %1</translation>
    </message>
    <message>
        <source>capacity: %1</source>
        <translation>용량: %1</translation>
    </message>
    <message>
        <source>on the command line: %1</source>
        <translation>명령줄에서: %1</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>작업 부하</translation>
    </message>
    <message>
        <source>Whose operators are priced: the open file&apos;s model, or a shape without weights</source>
        <translation>어떤 모델의 연산자에 값을 매기는지: 열린 파일의 모델, 또는 가중치 없는 모양</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>The setting in front: its storage and its operations, as the method counts them, are what is priced</source>
        <translation>앞에 둔 설정: 방법이 센 저장량과 연산에 값을 매깁니다</translation>
    </message>
    <message>
        <source>Accelerator</source>
        <translation>가속기</translation>
    </message>
    <message>
        <source>What it runs on (Alt+PgUp and Alt+PgDown: the one before, the next)</source>
        <translation>실행할 가속기(Alt+PgUp, Alt+PgDown: 이전, 다음)</translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Further accelerators in the bars, the curves and the costs, at most eight</source>
        <translation>막대, 곡선, 비용에 함께 볼 가속기, 최대 여덟</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>고급</translation>
    </message>
    <message>
        <source>Law, bits of the cache, devices, attention, sparsity</source>
        <translation>법칙, 캐시 비트 폭, 장치 수, 어텐션, 희소성</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>All figures of the accelerator with their sources; copy one and change it (Ctrl+U)</source>
        <translation>가속기의 모든 수치와 출처. 복사하여 바꿀 수 있습니다(Ctrl+U)</translation>
    </message>
    <message>
        <source>Derivation</source>
        <translation>유도</translation>
    </message>
    <message>
        <source>How each number came about: the formula with this case&apos;s values (Ctrl+Shift+D)</source>
        <translation>각 수가 나온 과정: 이 경우의 값을 넣은 공식(Ctrl+Shift+D)</translation>
    </message>
    <message>
        <source>Copy commands</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Copy the quantscope-cli commands that give these figures</source>
        <translation>이 수치를 내는 quantscope-cli 명령을 복사합니다</translation>
    </message>
    <message>
        <source>Reset to defaults</source>
        <translation>기본값으로</translation>
    </message>
    <message>
        <source>Batch, lengths and everything advanced to their defaults</source>
        <translation>배치, 길이와 모든 고급 값을 기본값으로</translation>
    </message>
    <message>
        <source>open file</source>
        <translation>열린 파일</translation>
    </message>
    <message>
        <source>The model of the open file</source>
        <translation>열린 파일의 모델</translation>
    </message>
    <message>
        <source>%1 weights, %2 layers of %3, %4 heads, context %5
%6</source>
        <translation>가중치 %1개, 층 %2개(폭 %3), 헤드 %4개, 컨텍스트 %5
%6</translation>
    </message>
    <message>
        <source>Beside ▾</source>
        <translation>비교 ▾</translation>
    </message>
    <message>
        <source>Beside: %1 ▾</source>
        <translation>비교: %1 ▾</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorDerivation</name>
    <message>
        <source>Derivation</source>
        <translation>유도</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>The prompt, or the last generated token</source>
        <translation>프롬프트, 또는 마지막으로 생성한 토큰</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>프리필</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>디코드</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>The totals of the phase, or one operator</source>
        <translation>단계의 합계, 또는 연산자 하나</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>양</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>공식</translation>
    </message>
    <message>
        <source>With this case&apos;s values</source>
        <translation>이 경우의 값으로</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>All lines as text</source>
        <translation>모든 줄을 텍스트로</translation>
    </message>
    <message>
        <source>all operators together</source>
        <translation>모든 연산자 합계</translation>
    </message>
    <message>
        <source>%1, %2 on %3 · law: %4 · modelled, not measured</source>
        <translation>%1, %2, %3 · 법칙: %4 · 측정이 아닌 모델 값</translation>
    </message>
    <message>
        <source>There is no result to derive.</source>
        <translation>유도할 결과가 없습니다.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorLibrary</name>
    <message>
        <source>%1: the id &quot;%2&quot; is that of %3 too; this file is left out</source>
        <translation>%1: 식별자 &quot;%2&quot;이(가) %3에도 있습니다. 이 파일은 제외됩니다</translation>
    </message>
    <message>
        <source>The accelerator &quot;%1&quot; could not be saved</source>
        <translation>가속기 &quot;%1&quot;을(를) 저장할 수 없습니다</translation>
    </message>
    <message>
        <source>The folder of your accelerators cannot be made</source>
        <translation>가속기 폴더를 만들 수 없습니다</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1(복사본)</translation>
    </message>
    <message>
        <source>copy %1</source>
        <translation>%1 복사</translation>
    </message>
    <message>
        <source>change %1</source>
        <translation>%1 변경</translation>
    </message>
    <message>
        <source>rename to %1</source>
        <translation>이름 변경: %1</translation>
    </message>
    <message>
        <source>delete %1</source>
        <translation>%1 삭제</translation>
    </message>
    <message>
        <source>import %1</source>
        <translation>%1 가져오기</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorPage</name>
    <message numerus="yes">
        <source>%n description(s) of accelerators or models cannot be used; the others are there.</source>
        <translation>
            <numerusform>가속기 또는 모델 설명 %n개를 쓸 수 없습니다. 나머지는 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>float (f16)</source>
        <translation>float(f16)</translation>
    </message>
    <message>
        <source>now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>지금: %1</translation>
    </message>
    <message>
        <source>There is no model shape &quot;%1&quot;: choose another workload.</source>
        <translation>모델 모양 &quot;%1&quot;이(가) 없습니다. 다른 작업 부하를 선택하십시오.</translation>
    </message>
    <message>
        <source>Open a model, or choose a workload above.</source>
        <translation>모델을 열거나 위에서 작업 부하를 선택하십시오.</translation>
    </message>
    <message>
        <source>Reading the model&apos;s configuration…</source>
        <translation>모델의 구성을 읽는 중…</translation>
    </message>
    <message>
        <source>This file has no shape to price.

%1

Choose a workload above: shapes of known models need no weights.</source>
        <translation>이 파일에는 값을 매길 모양이 없습니다.

%1

위에서 작업 부하를 선택하십시오. 알려진 모델의 모양에는 가중치가 필요 없습니다.</translation>
    </message>
    <message>
        <source>float</source>
        <translation>float</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>There is no accelerator &quot;%1&quot; any more: choose another one above.</source>
        <translation>가속기 &quot;%1&quot;이(가) 더 이상 없습니다. 위에서 다른 것을 선택하십시오.</translation>
    </message>
    <message>
        <source>▨ Modelled, law: %1.</source>
        <translation>▨ 모델 값, 법칙: %1.</translation>
    </message>
    <message>
        <source>Decode is that of the last token, at a context of %1.</source>
        <translation>디코드는 컨텍스트 %1인 마지막 토큰의 값입니다.</translation>
    </message>
    <message>
        <source>The model was made for %1 tokens.</source>
        <translation>이 모델은 토큰 %1개용으로 만들어졌습니다.</translation>
    </message>
    <message>
        <source>Accelerator</source>
        <translation>가속기</translation>
    </message>
    <message>
        <source>Each figure opens its derivation</source>
        <translation>각 수치를 누르면 유도 과정이 열립니다</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>기록함: %1</translation>
    </message>
    <message>
        <source>measuring this computer: %1</source>
        <translation>이 컴퓨터 측정 중: %1</translation>
    </message>
    <message>
        <source>measure this computer</source>
        <translation>이 컴퓨터 측정</translation>
    </message>
    <message>
        <source>This computer could not be measured</source>
        <translation>이 컴퓨터를 측정할 수 없습니다</translation>
    </message>
    <message>
        <source>Cancelled: this computer was not measured</source>
        <translation>취소함: 이 컴퓨터를 측정하지 않았습니다</translation>
    </message>
    <message>
        <source>measuring this computer</source>
        <translation>이 컴퓨터 측정 중</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) copied, one a phase</source>
        <translation>
            <numerusform>명령 %n개를 복사함, 단계마다 하나</numerusform>
        </translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>작업 부하</translation>
    </message>
    <message>
        <source>Counting what %1 costs…</source>
        <translation>%1의 비용을 세는 중…</translation>
    </message>
    <message>
        <source>There is no run &quot;%1&quot; any more: float is in front.</source>
        <translation>실행 &quot;%1&quot;이(가) 더 이상 없습니다. float이 앞에 있습니다.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorPanel</name>
    <message>
        <source>%1 figures measured, %2 published, %3 assumed; the tip of each says its source.</source>
        <translation>측정한 수치 %1개, 공표된 수치 %2개, 가정한 수치 %3개. 각 도움말에 출처가 있습니다.</translation>
    </message>
    <message>
        <source>Name of the accelerator</source>
        <translation>가속기 이름</translation>
    </message>
    <message>
        <source>The name of this accelerator of yours</source>
        <translation>이 사용자 가속기의 이름</translation>
    </message>
    <message>
        <source>Copy and edit</source>
        <translation>복사하여 편집</translation>
    </message>
    <message>
        <source>Makes an accelerator of your own with these figures, to change them</source>
        <translation>이 수치로 사용자 가속기를 만들어 바꿀 수 있게 합니다</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Deletes this accelerator of yours; undo brings it back</source>
        <translation>이 사용자 가속기를 삭제합니다. 실행 취소로 되살릴 수 있습니다</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Reads a description from a JSON file</source>
        <translation>JSON 파일에서 설명을 읽습니다</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Writes this description to a JSON file</source>
        <translation>이 설명을 JSON 파일에 씁니다</translation>
    </message>
    <message>
        <source>Measure this computer</source>
        <translation>이 컴퓨터 측정</translation>
    </message>
    <message>
        <source>A micro-benchmark of about a second: memory, matrix and vector rates of this engine&apos;s own kernels. Other work on the machine lowers what is found.</source>
        <translation>약 1초의 마이크로 벤치마크: 이 엔진 자체 커널의 메모리, 행렬, 벡터 속도. 컴퓨터의 다른 작업이 결과를 낮춥니다.</translation>
    </message>
    <message>
        <source>Your own, saved as you change it.</source>
        <translation>사용자 가속기, 바꾸면 저장됩니다.</translation>
    </message>
    <message>
        <source>Built in, read-only: copy it to edit.</source>
        <translation>기본 제공, 읽기 전용: 편집하려면 복사하십시오.</translation>
    </message>
    <message>
        <source>Built in: it cannot be deleted</source>
        <translation>기본 제공: 삭제할 수 없습니다</translation>
    </message>
    <message>
        <source>This computer is being measured</source>
        <translation>이 컴퓨터를 측정하고 있습니다</translation>
    </message>
    <message>
        <source>This figure was not changed.</source>
        <translation>이 수치는 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <source>Import an accelerator</source>
        <translation>가속기 가져오기</translation>
    </message>
    <message>
        <source>Accelerators (*.json);;All files (*)</source>
        <translation>가속기 (*.json);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>The accelerator could not be imported</source>
        <translation>가속기를 가져올 수 없습니다</translation>
    </message>
    <message>
        <source>Export the accelerator</source>
        <translation>가속기 내보내기</translation>
    </message>
    <message>
        <source>Accelerators (*.json)</source>
        <translation>가속기 (*.json)</translation>
    </message>
    <message>
        <source>The accelerator could not be exported</source>
        <translation>가속기를 내보낼 수 없습니다</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>측정</translation>
    </message>
    <message>
        <source>published</source>
        <translation>공표</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>가정</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>measured, published or assumed; its source</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::AcceleratorViews</name>
    <message>
        <source>no run</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>This workload has no such phase, or it cannot run here.</source>
        <translation>이 작업 부하에는 그 단계가 없거나 여기서 실행할 수 없습니다.</translation>
    </message>
    <message>
        <source>Searching the tilings of every point…</source>
        <translation>모든 점의 타일링을 찾는 중…</translation>
    </message>
    <message>
        <source>No accuracy of these runs is known yet.
Pin runs (Ctrl+D), then let the page Inference run them (F5), or look at the page Compare: their figures come here.</source>
        <translation>이 실행들의 정확도를 아직 알 수 없습니다.
실행을 고정하고(Ctrl+D) 추론 페이지에서 실행하거나(F5) 비교 페이지를 보십시오. 그 수치가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>No figure of this accelerator changes this.</source>
        <translation>이 가속기의 어떤 수치도 이를 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>Every figure is being moved…</source>
        <translation>모든 수치를 움직여 보는 중…</translation>
    </message>
    <message>
        <source>Roofline</source>
        <translation>루프라인</translation>
    </message>
    <message>
        <source>Time and energy</source>
        <translation>시간과 에너지</translation>
    </message>
    <message>
        <source>Sweeps</source>
        <translation>스윕</translation>
    </message>
    <message>
        <source>Accuracy against cost</source>
        <translation>정확도와 비용</translation>
    </message>
    <message>
        <source>What would help</source>
        <translation>개선점</translation>
    </message>
    <message>
        <source>What bounds each operator, and how far is it from the roof?</source>
        <translation>각 연산자의 한계는 무엇이고 지붕에서 얼마나 떨어져 있는가?</translation>
    </message>
    <message>
        <source>Where does the time go, and where the energy?</source>
        <translation>시간은 어디로, 에너지는 어디로 가는가?</translation>
    </message>
    <message>
        <source>What becomes of it with more or fewer of one thing?</source>
        <translation>한 가지가 늘거나 줄면 어떻게 되는가?</translation>
    </message>
    <message>
        <source>What does accuracy cost on these chips?</source>
        <translation>이 칩들에서 정확도의 비용은 얼마인가?</translation>
    </message>
    <message>
        <source>Which figure of the accelerator is worth changing?</source>
        <translation>가속기의 어떤 수치를 바꿀 가치가 있는가?</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Prefill reads the prompts; decode makes one token of each sequence</source>
        <translation>프리필은 프롬프트를 읽고, 디코드는 시퀀스마다 토큰 하나를 만듭니다</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>프리필</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>디코드</translation>
    </message>
    <message>
        <source>Arrows from</source>
        <translation>화살표 출발</translation>
    </message>
    <message>
        <source>The run whose operators the arrows come from, with the change of their times</source>
        <translation>화살표가 출발하는 실행. 시간의 변화를 함께 표시합니다</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>Of the whole board over the time, or of operations and moved bits alone: two different quantities</source>
        <translation>시간에 걸친 보드 전체, 또는 연산과 이동한 비트만: 서로 다른 두 양</translation>
    </message>
    <message>
        <source>of the board</source>
        <translation>보드</translation>
    </message>
    <message>
        <source>dynamic</source>
        <translation>동적</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>가로축</translation>
    </message>
    <message>
        <source>What is varied</source>
        <translation>바꾸는 것</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>context</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>bits of weights</source>
        <translation>가중치 비트 폭</translation>
    </message>
    <message>
        <source>bits of activations</source>
        <translation>활성값 비트 폭</translation>
    </message>
    <message>
        <source>bits of the KV cache</source>
        <translation>KV 캐시의 비트 폭</translation>
    </message>
    <message>
        <source>memory bandwidth</source>
        <translation>메모리 대역폭</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>연산</translation>
    </message>
    <message>
        <source>on-chip memory</source>
        <translation>칩 내 메모리</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>곡선이 보여 주는 것</translation>
    </message>
    <message>
        <source>tokens a second</source>
        <translation>초당 토큰</translation>
    </message>
    <message>
        <source>time per token</source>
        <translation>토큰당 시간</translation>
    </message>
    <message>
        <source>energy per token</source>
        <translation>토큰당 에너지</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>A figure of the runs that the pages Inference or Compare have measured</source>
        <translation>추론 또는 비교 페이지가 측정한 실행의 수치</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>비용</translation>
    </message>
    <message>
        <source>What one token costs</source>
        <translation>토큰 하나의 비용</translation>
    </message>
    <message>
        <source>time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>energy of the board</source>
        <translation>보드 에너지</translation>
    </message>
    <message>
        <source>dynamic energy</source>
        <translation>동적 에너지</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>What is to become less</source>
        <translation>줄이려는 것</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>Where does the time go?</source>
        <translation>시간은 어디로 가는가?</translation>
    </message>
    <message>
        <source>Where does the energy go?</source>
        <translation>에너지는 어디로 가는가?</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::CaptureDialog</name>
    <message>
        <source>Capture activations of %1</source>
        <translation>%1의 활성값 수집</translation>
    </message>
    <message>
        <source>Runs the model in floating point on a text and keeps what each linear layer is fed with. The model file is not changed.</source>
        <translation>모델을 부동소수점으로 텍스트에 실행하여 각 선형층에 들어가는 입력을 보관합니다. 모델 파일은 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>텍스트(&amp;T)</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>What the model reads: a text that the model file holds, or a file of UTF-8 text</source>
        <translation>모델이 읽을 것: 모델 파일에 들어 있는 텍스트, 또는 UTF-8 텍스트 파일</translation>
    </message>
    <message>
        <source>From a &amp;file…</source>
        <translation>파일에서(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Capture</source>
        <translation>수집(&amp;C)</translation>
    </message>
    <message>
        <source>Text to run</source>
        <translation>실행할 텍스트</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>텍스트 (*.txt *.md);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Estimated: %1 of memory of %2 free, %3 on disk in the cache, %4 on this machine.</source>
        <translation>추정: 메모리 %1(여유 %2), 디스크 캐시 %3, 이 컴퓨터에서 %4.</translation>
    </message>
    <message>
        <source>The model file holds no text: choose a file.</source>
        <translation>모델 파일에 텍스트가 없습니다. 파일을 고르십시오.</translation>
    </message>
    <message>
        <source>That does not fit the memory: leave out XᵀX, or keep fewer tokens.</source>
        <translation>메모리에 들어가지 않습니다. XᵀX를 빼거나 보관할 토큰을 줄이십시오.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::CaptureJob</name>
    <message>
        <source>looking at the model</source>
        <translation>모델 살펴보는 중</translation>
    </message>
    <message>
        <source>capturing inputs</source>
        <translation>입력 수집 중</translation>
    </message>
    <message>
        <source>joining inputs</source>
        <translation>입력 합치는 중</translation>
    </message>
    <message>
        <source>saving inputs</source>
        <translation>입력 저장하는 중</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::CaptureRequest</name>
    <message>
        <source>Tokens to run</source>
        <translation>실행할 토큰</translation>
    </message>
    <message>
        <source>From the beginning of the text; all of it where it is shorter. Ranges, mean squares and XᵀX are of all tokens.</source>
        <translation>텍스트의 처음부터 셉니다. 텍스트가 더 짧으면 전부입니다. 범위, 제곱 평균, XᵀX는 모든 토큰에서 구합니다.</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Tokens to keep</source>
        <translation>보관할 토큰</translation>
    </message>
    <message>
        <source>Rows of each input that are kept as they are, evenly spread over the tokens run: what the charts show and the methods try settings on.</source>
        <translation>각 입력에서 그대로 보관할 행으로, 실행한 토큰에서 고르게 뽑습니다. 차트가 보여 주고 방법이 설정을 시험하는 값입니다.</translation>
    </message>
    <message>
        <source>Sum of products XᵀX</source>
        <translation>곱의 합 XᵀX</translation>
    </message>
    <message>
        <source>What GPTQ and SparseGPT ask for: a matrix of channels × channels a site, by far the most of the memory and of the file.</source>
        <translation>GPTQ와 SparseGPT에 필요합니다. 자리마다 채널 × 채널 행렬이며 메모리와 파일의 대부분을 차지합니다.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>명령 팔레트</translation>
    </message>
    <message>
        <source>An action, tensor, page, run, method, or &quot;weight bits 4&quot;</source>
        <translation>동작, 텐서, 페이지, 실행, 방법 또는 &quot;가중치 비트 폭 4&quot;</translation>
    </message>
    <message>
        <source>Search actions, tensors, pages, runs, methods and parameters</source>
        <translation>동작, 텐서, 페이지, 실행, 방법, 매개변수 검색</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>검색 결과</translation>
    </message>
    <message>
        <source>Nothing is called &quot;%1&quot;. Type a part of the name of an action, a tensor, a page, a run or a method, or a parameter with a value, as in &quot;weight bits 4&quot;.</source>
        <translation>&quot;%1&quot;(이)라는 이름은 없습니다. 동작, 텐서, 페이지, 실행, 방법 이름의 일부나 &quot;가중치 비트 폭 4&quot;처럼 매개변수와 값을 입력하십시오.</translation>
    </message>
    <message>
        <source>the best %1 of %2</source>
        <translation>%2개 중 가장 맞는 %1개</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>결과 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · ↑ ↓ choose · Enter do · Esc leave</source>
        <translation>%1 · ↑ ↓ 선택 · Enter 실행 · Esc 닫기</translation>
    </message>
    <message>
        <source>Not now: %1</source>
        <translation>지금은 쓸 수 없음: %1</translation>
    </message>
    <message>
        <source>on</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>%1 · on</source>
        <translation>%1 · 켬</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>not available now</source>
        <translation>지금은 쓸 수 없음</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>use its setting</source>
        <translation>이 설정 사용</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>choose a tensor that the method can work on</source>
        <translation>이 방법을 쓸 수 있는 텐서를 선택하십시오</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>%1 값을 %2(으)로 설정</translation>
    </message>
    <message>
        <source>%1 cannot be &quot;%2&quot;</source>
        <translation>%1 값은 &quot;%2&quot;일 수 없음</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::ComparePage</name>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Open a model to compare settings on its layers.</source>
        <translation>모델을 열면 층별로 설정을 비교합니다.</translation>
    </message>
    <message>
        <source>This file has no linear weights to compare settings on.
They are matrices below /weights that are no embedding, norm or head.</source>
        <translation>이 파일에는 설정을 비교할 선형 가중치가 없습니다.
선형 가중치는 /weights 아래의 행렬로, 임베딩·정규화·헤드는 제외합니다.</translation>
    </message>
    <message>
        <source>Nothing is pinned yet.
Pin a setting (Ctrl+D) to compare it with the next ones.</source>
        <translation>아직 고정한 실행이 없습니다.
설정을 고정(Ctrl+D)하면 다음 설정과 비교할 수 있습니다.</translation>
    </message>
    <message>
        <source>The setting in the method panel is one of the pinned runs</source>
        <translation>방법 패널의 설정은 이미 고정한 실행 중 하나입니다</translation>
    </message>
    <message>
        <source>Compares the setting in the method panel too, in blue</source>
        <translation>방법 패널의 설정도 파란색으로 함께 비교합니다</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>현재: %1</translation>
    </message>
    <message>
        <source>The filters keep none of the linear weights.
Remove a filter, or choose all tensors above.</source>
        <translation>필터를 통과한 선형 가중치가 없습니다.
필터를 지우거나 위에서 모든 텐서를 선택하십시오.</translation>
    </message>
    <message>
        <source>Nothing is computed yet.</source>
        <translation>아직 계산한 것이 없습니다.</translation>
    </message>
    <message>
        <source>%1 of %2 figures are computed.</source>
        <translation>수치 %2개 중 %1개를 계산했습니다.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what a button does (how long it takes)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Compare %n layer(s) of block %1</source>
        <translation>
            <numerusform>블록 %1의 %n개 층 비교</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Compare all %n layer(s)</source>
        <translation>
            <numerusform>%n개 층 모두 비교</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>pin a starter set</source>
        <translation>시작 세트 고정</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Which setting is best?</source>
        <translation>어떤 설정이 가장 좋은가?</translation>
    </message>
    <message>
        <source>What does a bit buy?</source>
        <translation>비트 하나로 무엇을 얻는가?</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Which linear weights are compared</source>
        <translation>어떤 선형 가중치를 비교할지</translation>
    </message>
    <message>
        <source>that the filters keep</source>
        <translation>필터를 통과한 것</translation>
    </message>
    <message>
        <source>of this block</source>
        <translation>이 블록</translation>
    </message>
    <message>
        <source>all</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>지표</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>묶음</translation>
    </message>
    <message>
        <source>What stands together in the bars</source>
        <translation>막대에서 무엇을 함께 묶을지</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>순서</translation>
    </message>
    <message>
        <source>Order of the layers, and of the runs where these are the groups</source>
        <translation>층의 순서, 실행으로 묶을 때는 실행의 순서</translation>
    </message>
    <message>
        <source>as in the file</source>
        <translation>파일 순서</translation>
    </message>
    <message>
        <source>worst first</source>
        <translation>나쁜 순</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>기준</translation>
    </message>
    <message>
        <source>The pinned run that differences are taken from</source>
        <translation>차이를 계산하는 기준이 되는 고정한 실행</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>What a point of error against bits is</source>
        <translation>오차–비트 차트에서 점 하나가 뜻하는 것</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>layers and runs</source>
        <translation>층·실행</translation>
    </message>
    <message>
        <source>Current setting</source>
        <translation>현재 설정</translation>
    </message>
    <message>
        <source>Pin the current setting</source>
        <translation>현재 설정 고정</translation>
    </message>
    <message>
        <source>Pin a starter set: rtn W8, W4, W3, qllm W4</source>
        <translation>시작 세트 고정: rtn W8, W4, W3, qllm W4</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>비교 중</translation>
    </message>
    <message>
        <source>comparing %1 of %2</source>
        <translation>비교 중 %1/%2</translation>
    </message>
    <message>
        <source>The comparison could not be finished.</source>
        <translation>비교를 끝내지 못했습니다.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::CompareTables</name>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Output SQNR (dB)</source>
        <translation>출력 SQNR (dB)</translation>
    </message>
    <message>
        <source>Of all outputs together: energies and squared errors are summed</source>
        <translation>모든 출력을 합한 값: 에너지와 제곱 오차를 각각 더합니다</translation>
    </message>
    <message>
        <source>Worst layer (dB)</source>
        <translation>가장 나쁜 층 (dB)</translation>
    </message>
    <message>
        <source>Output SQNR of the worst layer</source>
        <translation>가장 나쁜 층의 출력 SQNR</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR (dB)</translation>
    </message>
    <message>
        <source>Of all weights together: energies and squared errors are summed</source>
        <translation>모든 가중치를 합한 값: 에너지와 제곱 오차를 각각 더합니다</translation>
    </message>
    <message>
        <source>Bits/weight</source>
        <translation>비트/가중치</translation>
    </message>
    <message>
        <source>All that is stored, over the number of weights</source>
        <translation>저장하는 모든 것을 가중치 수로 나눈 값</translation>
    </message>
    <message>
        <source>Best on</source>
        <translation>최고인 층</translation>
    </message>
    <message>
        <source>Layers on which no run is better in the chosen metric</source>
        <translation>선택한 지표에서 더 나은 실행이 없는 층의 수</translation>
    </message>
    <message>
        <source>On front</source>
        <translation>프런트</translation>
    </message>
    <message>
        <source>No run is better in both error and bits</source>
        <translation>오차와 비트 수 모두 더 나은 실행이 없음</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Layers with figures</source>
        <translation>수치가 있는 층</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Layers that the run cannot work on</source>
        <translation>이 실행을 적용할 수 없는 층</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Figures by tensor and run</source>
        <translation>텐서와 실행별 수치</translation>
    </message>
    <message>
        <source>Figures by run</source>
        <translation>실행별 수치</translation>
    </message>
    <message>
        <source>By tensor</source>
        <translation>텐서별</translation>
    </message>
    <message>
        <source>By run</source>
        <translation>실행별</translation>
    </message>
    <message>
        <source>Copy this table, tab-separated</source>
        <translation>이 표를 탭으로 구분해 복사</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>표 복사</translation>
    </message>
    <message>
        <source>Apply this run&apos;s setting</source>
        <translation>이 실행의 설정 적용</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::ComparisonModel</name>
    <message>
        <source>cannot</source>
        <translation>불가</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%2의 %1</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>아직 계산하지 않음</translation>
    </message>
    <message>
        <source>%1 against %2: %3</source>
        <translation>%2 대비 %1: %3</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>%1 (baseline)</source>
        <translation>%1 (기준)</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::DistributionPage</name>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>What does this setting do to this tensor?</source>
        <translation>이 설정은 이 텐서를 어떻게 바꾸는가?</translation>
    </message>
    <message>
        <source>Channels of the layer&apos;s input</source>
        <translation>층 입력의 채널</translation>
    </message>
    <message>
        <source>Channels of this tensor</source>
        <translation>이 텐서의 채널</translation>
    </message>
    <message>
        <source>Whose channels the profile shows: θ splits channels of the input</source>
        <translation>프로파일이 보여 줄 채널: θ는 입력의 채널을 분할합니다</translation>
    </message>
    <message>
        <source>Which channels stand out?</source>
        <translation>어떤 채널이 두드러지는가?</translation>
    </message>
    <message>
        <source>No channels to show.</source>
        <translation>보여 줄 채널이 없습니다.</translation>
    </message>
    <message>
        <source>This file knows only the largest magnitude of each channel.
There are no samples, so there is no histogram.</source>
        <translation>이 파일에는 채널별 최대 크기만 있습니다.
표본이 없어 히스토그램을 그릴 수 없습니다.</translation>
    </message>
    <message>
        <source>No value of this tensor is finite.</source>
        <translation>이 텐서에는 유한한 값이 없습니다.</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>활성값</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen channel(s)</source>
        <translation>
            <numerusform>선택한 채널 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>absmax</source>
        <translation>최대 |x|</translation>
    </message>
    <message>
        <source>Which channels of the input stand out?</source>
        <translation>입력의 어떤 채널이 두드러지는가?</translation>
    </message>
    <message>
        <source>Which channels of the tensor stand out?</source>
        <translation>텐서의 어떤 채널이 두드러지는가?</translation>
    </message>
    <message>
        <source>The channels are known once all rows are read.</source>
        <translation>모든 행을 읽으면 채널을 알 수 있습니다.</translation>
    </message>
    <message>
        <source>No channel has a finite value.</source>
        <translation>유한한 값이 있는 채널이 없습니다.</translation>
    </message>
    <message>
        <source>Larger than the memory budget: after values come from a sample of its rows.</source>
        <translation>메모리 한도보다 큽니다. 양자화 후 값은 일부 행의 표본에서 얻습니다.</translation>
    </message>
    <message>
        <source>θ = %1</source>
        <translation>θ = %1</translation>
    </message>
    <message>
        <source>%1 × median</source>
        <translation>중앙값 × %1</translation>
    </message>
    <message>
        <source>Channel %1 reaches %2, %3 × the median channel. </source>
        <translation>채널 %1의 최댓값은 %2, 중앙값 채널의 %3배입니다. </translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>분포</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::FigureHelp</name>
    <message>
        <source>&lt;p&gt;No figure has all of these words.&lt;/p&gt;</source>
        <translation>&lt;p&gt;이 단어를 모두 포함하는 수치가 없습니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>Search: SQNR, outlier, Pareto …</source>
        <translation>검색: SQNR, 이상치, 파레토 …</translation>
    </message>
    <message>
        <source>Search the figures</source>
        <translation>수치 검색</translation>
    </message>
    <message>
        <source>What each figure says, its formula and its source</source>
        <translation>각 수치의 뜻, 수식, 출처</translation>
    </message>
    <message>
        <source>Output SQNR</source>
        <translation>출력 SQNR</translation>
    </message>
    <message>
        <source>Signal to quantization noise of what the layer puts out on the captured inputs. The figure to go by: an error that the inputs never meet does not count. 6 dB more is half the error, 20 dB a tenth.</source>
        <translation>수집한 입력에 대한 층 출력의 신호 대 양자화 잡음비. 판단의 기준이 되는 수치로, 입력에 나타나지 않는 오차는 세지 않습니다. 6 dB 높으면 오차가 절반, 20 dB 높으면 10분의 1입니다.</translation>
    </message>
    <message>
        <source>The layer&apos;s own error is what GPTQ (Frantar et al., 2023, Eq. 1) and QLLM (Liu et al., 2024) minimise; in decibels as usual for signals</source>
        <translation>층 자체의 오차는 GPTQ(Frantar et al., 2023, Eq. 1)와 QLLM(Liu et al., 2024)이 최소화하는 값이며, 신호에서 흔히 그렇듯 데시벨로 나타냅니다</translation>
    </message>
    <message>
        <source>Output MSE</source>
        <translation>출력 MSE</translation>
    </message>
    <message>
        <source>Mean squared error of what the layer puts out on the captured inputs, in the output&apos;s own units: compare it within a layer, not between layers.</source>
        <translation>수집한 입력에 대한 층 출력의 평균 제곱 오차. 출력 단위를 그대로 쓰므로 같은 층 안에서만 비교하고 층끼리는 비교하지 마십시오.</translation>
    </message>
    <message>
        <source>GPTQ (Frantar et al., 2023), Eq. 1, over the number of outputs</source>
        <translation>GPTQ(Frantar et al., 2023), Eq. 1을 출력 수로 나눈 값</translation>
    </message>
    <message>
        <source>Output cosine</source>
        <translation>출력 코사인</translation>
    </message>
    <message>
        <source>Direction of the output before and after: 1 where it is unchanged. It does not see an error of scale.</source>
        <translation>전후 출력의 방향: 변하지 않으면 1입니다. 크기만 달라진 오차는 드러나지 않습니다.</translation>
    </message>
    <message>
        <source>Cosine similarity over all outputs of all captured tokens</source>
        <translation>수집한 모든 토큰의 모든 출력에 대한 코사인 유사도</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Signal to quantization noise of the values of this tensor, or of the weights. Large values count most. Without any error it is ∞.</source>
        <translation>이 텐서 값 또는 가중치의 신호 대 양자화 잡음비. 큰 값일수록 영향이 큽니다. 오차가 없으면 ∞입니다.</translation>
    </message>
    <message>
        <source>Over the finite values; a uniform grid gives about 6.02 dB a bit (Bennett, 1948)</source>
        <translation>유한한 값 전체; 균일 격자는 비트당 약 6.02 dB(Bennett, 1948)</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>Mean squared error of the values of this tensor, or of the weights.</source>
        <translation>이 텐서 값 또는 가중치의 평균 제곱 오차.</translation>
    </message>
    <message>
        <source>Over the finite values, summed in double precision</source>
        <translation>유한한 값 전체, 배정밀도로 합산</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>Direction of the values before and after, as one long vector: 1 where it is unchanged.</source>
        <translation>전후의 값을 긴 벡터 하나로 보았을 때의 방향: 변하지 않으면 1입니다.</translation>
    </message>
    <message>
        <source>Over the finite values; 1 where both are zero, 0 where one is</source>
        <translation>유한한 값 전체; 둘 다 0이면 1, 하나만 0이면 0</translation>
    </message>
    <message>
        <source>Largest error</source>
        <translation>최대 오차</translation>
    </message>
    <message>
        <source>The largest distance between a value and what became of it. With a clip it is the cut-off part of the largest outlier.</source>
        <translation>원래 값과 바뀐 값 사이의 최대 거리. 클리핑하면 가장 큰 이상치가 잘려 나간 크기입니다.</translation>
    </message>
    <message>
        <source>Over the finite values</source>
        <translation>유한한 값 전체</translation>
    </message>
    <message>
        <source>Error in outliers</source>
        <translation>이상치의 오차</translation>
    </message>
    <message>
        <source>Part of the squared error that lies in outlier channels. Where it is much more than their part of the channels, they are what quantization fails at.</source>
        <translation>제곱 오차 가운데 이상치 채널이 차지하는 비율. 이상치 채널의 수 비율보다 훨씬 크면 양자화가 실패하는 원인이 바로 그 채널입니다.</translation>
    </message>
    <message>
        <source>Outlier channels as in &quot;Outlier channel&quot;; a merged channel is one where any of its sources is</source>
        <translation>이상치 채널은 &quot;이상치 채널&quot; 항목과 같습니다; 병합한 채널은 원본 중 하나라도 이상치 채널이면 이상치입니다</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>가중치당 비트 수</translation>
    </message>
    <message>
        <source>All that the method stores for the layer over the number of its weights: codes, scales, zero points, indices, tables. More than the nominal bits, never less than what would be in a file.</source>
        <translation>이 방법이 층에 저장하는 모든 것(코드, 스케일, 영점, 인덱스, 표)을 가중치 수로 나눈 값. 명목 비트 폭보다 크며, 파일에 저장할 크기보다 작지 않습니다.</translation>
    </message>
    <message>
        <source>Counted by each method itself, part by part; the tooltip names the parts</source>
        <translation>각 방법이 항목별로 직접 셉니다; 항목의 이름은 도움말 풍선에 나옵니다</translation>
    </message>
    <message>
        <source>Operations per token</source>
        <translation>토큰당 연산</translation>
    </message>
    <message>
        <source>Multiplications, shifts, additions and look-ups that one token needs in this layer, by operand format. The accelerator model prices exactly these.</source>
        <translation>이 층에서 토큰 하나에 필요한 곱셈, 시프트, 덧셈, 표 조회의 수를 피연산자 형식별로 나타냅니다. 가속기 모델은 바로 이 수로 비용을 계산합니다.</translation>
    </message>
    <message>
        <source>Counted by the kernel that runs the method</source>
        <translation>방법을 실행하는 커널이 셉니다</translation>
    </message>
    <message>
        <source>Search for θ</source>
        <translation>θ 탐색</translation>
    </message>
    <message>
        <source>Error of the layer&apos;s output for each θ that was tried; the mark is the one chosen. The search goes from the largest channel maximum downwards and ends when too many channels are added.</source>
        <translation>시도한 θ마다 층 출력의 오차이며, 표시한 점이 선택한 값입니다. 가장 큰 채널 최댓값에서 아래로 내려가며, 추가되는 채널이 너무 많아지면 끝납니다.</translation>
    </message>
    <message>
        <source>QLLM (Liu et al., ICLR 2024), Algorithm 1; search of the released code</source>
        <translation>QLLM(Liu et al., ICLR 2024), Algorithm 1; 공개 코드의 탐색</translation>
    </message>
    <message>
        <source>Preview and full result</source>
        <translation>미리 보기와 전체 결과</translation>
    </message>
    <message>
        <source>While a hand moves a slider, figures come from a fixed sample of rows and are hatched or in italics. A moment after it rests they are computed from all values.</source>
        <translation>슬라이더를 움직이는 동안 수치는 고정된 행 표본에서 얻으며 빗금이나 기울임꼴로 표시합니다. 손을 멈추면 곧 모든 값으로 계산합니다.</translation>
    </message>
    <message>
        <source>The sample takes whole rows spread evenly over the tensor</source>
        <translation>표본은 텐서에서 고른 간격으로 뽑은 행 전체입니다</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>히스토그램</translation>
    </message>
    <message>
        <source>How many values lie where: grey the original, blue what the setting in force makes of them, pinned runs in their colours. As mass, each bin shows its part of Σx² instead. Values beyond the axis are counted in the corner, none is lost.</source>
        <translation>값이 어디에 얼마나 있는지: 회색은 원본, 파란색은 현재 설정이 만든 값, 고정한 실행은 각자의 색입니다. 질량으로 바꾸면 구간마다 Σx²의 비율을 보여 줍니다. 축을 벗어난 값은 모서리에 개수로 표시하며 하나도 빠뜨리지 않습니다.</translation>
    </message>
    <message>
        <source>Every value is counted; the axis ends at Tukey&apos;s fences of the outer quantiles so that one absurd value does not squeeze the rest</source>
        <translation>모든 값을 셉니다; 터무니없는 값 하나가 나머지를 짓누르지 않도록 축은 바깥 분위수의 Tukey 울타리에서 끝납니다</translation>
    </message>
    <message>
        <source>Number of bins</source>
        <translation>구간 수</translation>
    </message>
    <message>
        <source>By hand, by width, or by a rule. A rule gives the width from the spread and the number of values.</source>
        <translation>직접 정하거나, 폭으로 정하거나, 규칙을 따릅니다. 규칙은 값의 퍼짐과 개수에서 폭을 정합니다.</translation>
    </message>
    <message>
        <source>width: Freedman–Diaconis 2·IQR/∛n, Scott 3.49·σ/∛n;  number: Sturges log₂n + 1, Rice 2·∛n, root √n</source>
        <translation>폭: Freedman–Diaconis 2·IQR/∛n, Scott 3.49·σ/∛n;  개수: Sturges log₂n + 1, Rice 2·∛n, 제곱근 √n</translation>
    </message>
    <message>
        <source>Rules as in NumPy&apos;s histogram_bin_edges</source>
        <translation>규칙은 NumPy의 histogram_bin_edges와 같습니다</translation>
    </message>
    <message>
        <source>Channel profile</source>
        <translation>채널 프로파일</translation>
    </message>
    <message>
        <source>The largest magnitude of each channel: grey before, blue after, orange-red the outlier channels. Sort by magnitude to see how many there are.</source>
        <translation>채널별 최대 크기: 회색은 전, 파란색은 후, 주황빛 빨강은 이상치 채널. 크기순으로 정렬하면 이상치가 몇 개인지 보입니다.</translation>
    </message>
    <message>
        <source>Channels of the layer&apos;s input; what QLLM and SmoothQuant (Xiao et al., 2023, figure 4) draw</source>
        <translation>층 입력의 채널; QLLM과 SmoothQuant(Xiao et al., 2023, figure 4)의 그림과 같습니다</translation>
    </message>
    <message>
        <source>Bands of the channel profile</source>
        <translation>채널 프로파일의 띠</translation>
    </message>
    <message>
        <source>The band goes from the 25th to the 99th percentile of each channel&apos;s magnitudes: where it lies far below the maximum, the channel has rare spikes, else it is large throughout.</source>
        <translation>띠는 채널별 크기의 25번째부터 99번째 백분위수까지입니다. 최댓값보다 훨씬 낮으면 드문 스파이크가 있는 채널이고, 아니면 전반적으로 큰 채널입니다.</translation>
    </message>
    <message>
        <source>Tensors of at most 2²³ values; not in previews</source>
        <translation>값이 2²³개 이하인 텐서만; 미리 보기에는 없음</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>히트맵</translation>
    </message>
    <message>
        <source>Every value in its place: tokens × channels of an input, output × input features of weights. Zoomed out, a dot shows the largest magnitude of the values under it, so no outlier is lost between the dots.</source>
        <translation>모든 값을 제자리에: 입력은 토큰 × 채널, 가중치는 출력 × 입력 특징. 축소하면 점 하나가 그 아래 값들의 최대 크기를 보여 주므로 이상치가 점 사이에서 사라지지 않습니다.</translation>
    </message>
    <message>
        <source>Colour scales are perceptually uniform and safe for the colour blind</source>
        <translation>색 척도는 지각적으로 균일하며 색각 이상에도 안전합니다</translation>
    </message>
    <message>
        <source>Heat map of the error</source>
        <translation>오차 히트맵</translation>
    </message>
    <message>
        <source>What quantization did to each value of the weights, signed or by magnitude.</source>
        <translation>양자화가 가중치의 각 값에 준 변화를 부호 있게 또는 크기로 보여 줍니다.</translation>
    </message>
    <message>
        <source>Of the setting in force or of a pinned run</source>
        <translation>현재 설정 또는 고정한 실행의 오차</translation>
    </message>
    <message>
        <source>Massive activations</source>
        <translation>거대 활성값</translation>
    </message>
    <message>
        <source>Few single values, a thousand times as large as the others, at fixed channels and mostly at the first token. They act as biases of the attention; setting them to zero breaks the model. Ringed in the map.</source>
        <translation>다른 값의 천 배에 이르는 몇 안 되는 값으로, 정해진 채널에 있고 대개 첫 토큰에 나타납니다. 어텐션의 편향처럼 작용하며, 0으로 만들면 모델이 망가집니다. 히트맵에 고리로 표시합니다.</translation>
    </message>
    <message>
        <source>Sun et al., Massive Activations in Large Language Models, 2024, section 2</source>
        <translation>Sun et al., Massive Activations in Large Language Models, 2024, section 2</translation>
    </message>
    <message>
        <source>Layer overview</source>
        <translation>층 개요</translation>
    </message>
    <message>
        <source>One figure over all layers of a kind, to see where outliers begin and which layers pay for a setting. Layers that could not be computed are missing from the line, not zero.</source>
        <translation>한 종류의 모든 층에 대한 수치 하나로, 이상치가 어디서 시작되고 어느 층이 설정의 대가를 치르는지 보여 줍니다. 계산할 수 없는 층은 0이 아니라 선에서 빠집니다.</translation>
    </message>
    <message>
        <source>Each figure is the one of the same name, computed layer by layer on the unquantized model&apos;s inputs</source>
        <translation>같은 이름의 수치를 양자화하지 않은 모델의 입력에 대해 층마다 계산한 것입니다</translation>
    </message>
    <message>
        <source>Histograms of all tensors</source>
        <translation>모든 텐서의 히스토그램</translation>
    </message>
    <message>
        <source>Many small histograms, on axes of their own or all on the same: shapes, or sizes, side by side.</source>
        <translation>작은 히스토그램을 나란히: 각자의 축에서는 모양을, 같은 축에서는 크기를 비교합니다.</translation>
    </message>
    <message>
        <source>Small multiples: Tufte, Envisioning Information, 1990</source>
        <translation>스몰 멀티플: Tufte, Envisioning Information, 1990</translation>
    </message>
    <message>
        <source>Comparison of runs</source>
        <translation>실행 비교</translation>
    </message>
    <message>
        <source>One figure for each run and layer. Each layer is quantized alone, on the inputs of the unquantized model: errors do not add up from layer to layer here.</source>
        <translation>실행과 층마다 수치 하나. 각 층은 양자화하지 않은 모델의 입력에 대해 따로 양자화하므로 오차가 층을 거치며 쌓이지 않습니다.</translation>
    </message>
    <message>
        <source>Every cell is computed by the same code as the figures at the right</source>
        <translation>모든 칸은 오른쪽의 수치와 같은 코드로 계산합니다</translation>
    </message>
    <message>
        <source>Figure over all layers</source>
        <translation>모든 층에 걸친 수치</translation>
    </message>
    <message>
        <source>Several layers as if they were one: energies and squared errors are added up first. The mean of decibels would let one perfect layer hide a broken one.</source>
        <translation>여러 층을 하나로 보고 에너지와 제곱 오차를 먼저 더합니다. 데시벨의 평균은 완벽한 층 하나가 망가진 층을 가릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Definition of this program</source>
        <translation>이 프로그램의 정의</translation>
    </message>
    <message>
        <source>Difference to the baseline</source>
        <translation>기준과의 차이</translation>
    </message>
    <message>
        <source>The run&apos;s figure minus that of the baseline run on the same layer; the colour grows with its size, the sign and a word say whether it is better.</source>
        <translation>같은 층에서 실행의 수치에서 기준 실행의 수치를 뺀 값. 차이가 클수록 색이 짙고, 더 나은지는 부호와 단어로 알립니다.</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>파레토 프런트</translation>
    </message>
    <message>
        <source>Runs that no other run beats: none has fewer bits and less error at once. All others can be left out, whatever a bit is worth.</source>
        <translation>다른 어떤 실행에도 뒤지지 않는 실행: 비트 수와 오차가 동시에 더 작은 실행이 없습니다. 비트의 가치가 얼마든 나머지는 모두 제외할 수 있습니다.</translation>
    </message>
    <message>
        <source>Pareto efficiency, of bits per weight against the chosen figure</source>
        <translation>가중치당 비트 수와 선택한 수치에 대한 파레토 효율</translation>
    </message>
    <message>
        <source>Largest magnitude</source>
        <translation>최대 크기</translation>
    </message>
    <message>
        <source>The largest |x| of the tensor. A grid without a clip has to reach it, so it decides the step.</source>
        <translation>텐서의 가장 큰 |x|. 클리핑이 없는 격자는 여기까지 닿아야 하므로 이 값이 간격을 정합니다.</translation>
    </message>
    <message>
        <source>Outlier channel</source>
        <translation>이상치 채널</translation>
    </message>
    <message>
        <source>A channel whose largest magnitude is more than k times that of the median channel; k is set above the channel profile. Channels are columns of the layer&apos;s input.</source>
        <translation>최대 크기가 중앙값 채널의 k배를 넘는 채널. k는 채널 프로파일 위에서 정합니다. 채널은 층 입력의 열입니다.</translation>
    </message>
    <message>
        <source>Outlier features lie in few, fixed channels: LLM.int8() (Dettmers et al., 2022) finds them by |x| ≥ 6, a bound that suits one model; relative to the median it suits any</source>
        <translation>이상치 특징은 정해진 몇 개 채널에 있습니다: LLM.int8()(Dettmers et al., 2022)은 |x| ≥ 6으로 찾는데 이 한계는 한 모델에만 맞습니다; 중앙값에 대한 배율은 어떤 모델에도 맞습니다</translation>
    </message>
    <message>
        <source>Outlier ratio</source>
        <translation>이상치 배율</translation>
    </message>
    <message>
        <source>How far the worst channel stands out: its largest magnitude over that of the median channel. With one scale for all, log₂ of it is the number of bits that the median channel loses.</source>
        <translation>가장 큰 채널이 얼마나 두드러지는지: 그 최대 크기를 중앙값 채널의 최대 크기로 나눈 값. 스케일이 하나이면 중앙값 채널이 잃는 비트 수가 그 log₂입니다.</translation>
    </message>
    <message>
        <source>SmoothQuant (Xiao et al., 2023), section 3: about 100 in the activations of large models</source>
        <translation>SmoothQuant(Xiao et al., 2023), section 3: 큰 모델의 활성값에서 약 100</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>첨도</translation>
    </message>
    <message>
        <source>Weight of the tails: 3 for a normal distribution, 1.8 for a uniform one, more where few values are far out. No unit.</source>
        <translation>꼬리의 무게: 정규 분포는 3, 균등 분포는 1.8이며 멀리 떨어진 값이 조금 있으면 커집니다. 단위가 없습니다.</translation>
    </message>
    <message>
        <source>Pearson&apos;s, of the population, not the excess</source>
        <translation>모집단의 피어슨 첨도이며 초과 첨도가 아닙니다</translation>
    </message>
    <message>
        <source>Badness</source>
        <translation>난이도</translation>
    </message>
    <message>
        <source>The bar beside a tensor: how hard it is to quantize with one scale. Empty where all channels are alike, full from an outlier ratio of 100 on.</source>
        <translation>텐서 옆의 막대: 스케일 하나로 양자화하기 얼마나 어려운지 보여 줍니다. 모든 채널이 비슷하면 비고, 이상치 배율이 100 이상이면 가득 찹니다.</translation>
    </message>
    <message>
        <source>Share of outlier channels</source>
        <translation>이상치 채널의 비율</translation>
    </message>
    <message>
        <source>How many of the channels are outlier channels. Few, and splitting or keeping them apart is cheap.</source>
        <translation>전체 채널 중 이상치 채널이 얼마나 되는지. 적으면 분할하거나 따로 두는 비용이 작습니다.</translation>
    </message>
    <message>
        <source>LLM.int8() (Dettmers et al., 2022): about 0.1 % of the features in the models that they looked at</source>
        <translation>LLM.int8()(Dettmers et al., 2022): 조사한 모델에서 특징의 약 0.1 %</translation>
    </message>
    <message>
        <source>θ</source>
        <translation>θ</translation>
    </message>
    <message>
        <source>Channels of the input whose largest magnitude exceeds θ are split into equal pieces; similar channels are merged to make room. Drag the dashed line.</source>
        <translation>최대 크기가 θ를 넘는 입력 채널을 같은 크기의 조각으로 분할하고, 자리를 내기 위해 비슷한 채널을 병합합니다. 점선을 끌어 바꿉니다.</translation>
    </message>
    <message>
        <source>QLLM (Liu et al., ICLR 2024), section 4.1.1</source>
        <translation>QLLM(Liu et al., ICLR 2024), section 4.1.1</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>레벨</translation>
    </message>
    <message>
        <source>Ticks at the values that the grid has. With several scales the ticks are those of the median scale.</source>
        <translation>격자가 가진 값 위치의 눈금. 스케일이 여럿이면 중앙값 스케일의 눈금입니다.</translation>
    </message>
    <message>
        <source>Uniform quantization, asymmetric or symmetric (z = 0 and q from −2ᵇ⁻¹), rounding half to even</source>
        <translation>균일 양자화, 비대칭 또는 대칭(z = 0, q는 −2ᵇ⁻¹부터), 절반은 짝수로 반올림</translation>
    </message>
    <message>
        <source>Clip limits</source>
        <translation>클리핑 한계</translation>
    </message>
    <message>
        <source>Values beyond the limits take the last level. A tighter clip makes the step finer for all the others.</source>
        <translation>한계를 벗어난 값은 마지막 레벨이 됩니다. 더 좁게 클리핑하면 나머지 값의 간격이 더 촘촘해집니다.</translation>
    </message>
    <message>
        <source>By percentile, or by the least squared error over a grid of limits</source>
        <translation>백분위수로, 또는 한계 후보들에서 제곱 오차가 가장 작은 것으로</translation>
    </message>
    <message>
        <source>P99.9 and other quantiles</source>
        <translation>P99.9와 그 밖의 분위수</translation>
    </message>
    <message>
        <source>The magnitude below which this share of the values lies. A large distance between P99.9 and the maximum means that one value in a thousand decides the scale.</source>
        <translation>값의 이 비율이 그 아래에 있는 크기. P99.9와 최댓값의 거리가 크면 값 천 개 중 하나가 스케일을 정한다는 뜻입니다.</translation>
    </message>
    <message>
        <source>Of |x|, over the finite values</source>
        <translation>유한한 값 전체의 |x|</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>퍼플렉서티</translation>
    </message>
    <message>
        <source>Among how many equally likely tokens the model seems to choose at each step of a text: the lower, the better it predicts. The line on a bar is the standard error, from the spread between windows; differences between runs on the same text are far surer than it, see KL divergence.</source>
        <translation>모델이 텍스트의 각 단계에서 같은 확률의 토큰 몇 개 중에서 고르는 셈인지 나타냅니다. 낮을수록 예측이 좋습니다. 막대 위의 선은 윈도 사이의 퍼짐에서 구한 표준 오차입니다. 같은 텍스트에서의 실행 간 차이는 이보다 훨씬 확실합니다. KL 발산을 보십시오.</translation>
    </message>
    <message>
        <source>Only numbers of the same text, window and beginning can be compared; the protocol stands below the picture and in every table</source>
        <translation>텍스트, 윈도, 시작 방식이 같은 수치끼리만 비교할 수 있으며, 측정 조건은 그림 아래와 모든 표에 있음</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL 발산</translation>
    </message>
    <message>
        <source>How far the predicted odds of all tokens are from the unquantized model&apos;s, averaged over the text. It sees changes that perplexity averages away, and needs fewer tokens.</source>
        <translation>모든 토큰의 예측 확률이 양자화하지 않은 모델에서 얼마나 떨어져 있는지를 텍스트에 대해 평균합니다. 퍼플렉서티가 평균으로 지워 버리는 변화도 드러나며 토큰이 적게 필요합니다.</translation>
    </message>
    <message>
        <source>Kullback and Leibler, 1951; P99 is the 99th percentile over the tokens</source>
        <translation>Kullback and Leibler, 1951; P99는 토큰에 대한 99번째 백분위수</translation>
    </message>
    <message>
        <source>Same top token</source>
        <translation>최상위 토큰 일치</translation>
    </message>
    <message>
        <source>How often the quantized model&apos;s likeliest next token is the unquantized model&apos;s.</source>
        <translation>양자화한 모델이 가장 가능성 높다고 본 다음 토큰이 양자화하지 않은 모델과 얼마나 자주 같은지 나타냅니다.</translation>
    </message>
    <message>
        <source>Errors by layer of the running model</source>
        <translation>실행 중인 모델의 층별 오차</translation>
    </message>
    <message>
        <source>Alone: only this layer is quantized and gets the unquantized model&apos;s input. All up to here: every layer is quantized, so errors of earlier layers come in through the input. A layer that is bad alone is a culprit; one that is bad only with the others inherits.</source>
        <translation>단독: 이 층만 양자화하고 입력은 양자화하지 않은 모델의 것입니다. 여기까지 모두: 모든 층을 양자화하므로 앞 층의 오차가 입력으로 들어옵니다. 단독으로 나쁜 층이 원인이고, 다른 층과 함께일 때만 나쁜 층은 물려받은 것입니다.</translation>
    </message>
    <message>
        <source>Weights and activations alone as in AIMET&apos;s QuantAnalyzer; local and cumulative as in layer-wise SQNR tools</source>
        <translation>가중치만·활성값만은 AIMET의 QuantAnalyzer와 같고, 단독·누적은 층별 SQNR 도구와 같음</translation>
    </message>
    <message>
        <source>Generated texts</source>
        <translation>생성한 텍스트</translation>
    </message>
    <message>
        <source>What each run makes of the same prompt with the same seed. Tokens with a ground and a line below are not in the unquantized model&apos;s text, or not in this order. After the first other token both go their own way: what counts is how far they went together, and whether the text still makes sense.</source>
        <translation>같은 프롬프트와 시드로 각 실행이 쓰는 텍스트입니다. 바탕색과 밑줄이 있는 토큰은 양자화하지 않은 모델의 텍스트에 없거나 그 순서로는 없는 것입니다. 처음으로 다른 토큰이 나오면 그 뒤는 서로 다른 길을 갑니다. 얼마나 오래 같았는지, 텍스트가 여전히 말이 되는지가 중요합니다.</translation>
    </message>
    <message>
        <source>Differences as in diff (Hunt and McIlroy, 1976)</source>
        <translation>diff와 같은 차이 (Hunt and McIlroy, 1976)</translation>
    </message>
    <message>
        <source>Roofline</source>
        <translation>루프라인</translation>
    </message>
    <message>
        <source>What an accelerator can reach at most: left of the ridge its memory is the limit, right of it its units. A dot is an operator, its area its share of the time; how far it lies below the roof is what launches, the law&apos;s achievable parts or an array&apos;s shape cost. Arrows go from another run to the one in front.</source>
        <translation>가속기가 도달할 수 있는 최대: 능선 왼쪽은 메모리가, 오른쪽은 연산 유닛이 한계입니다. 점은 연산자이고 넓이는 시간에서 차지하는 비율입니다. 지붕 아래로 떨어진 만큼이 커널 실행, 법칙의 도달 가능 비율, 배열 모양의 비용입니다. 화살표는 다른 실행에서 앞에 둔 실행으로 향합니다.</translation>
    </message>
    <message>
        <source>Williams, Waterman and Patterson, 2009; one roof for each memory level and number format in use</source>
        <translation>Williams, Waterman, Patterson, 2009. 사용 중인 메모리 단계와 수 형식마다 지붕 하나</translation>
    </message>
    <message>
        <source>Where the time goes</source>
        <translation>시간의 내역</translation>
    </message>
    <message>
        <source>The time of one pass, stacked by operator or by what bounds it: compute, each memory level, the link, launches. Modelled by the law that is named; the band is that of the achievable parts.</source>
        <translation>한 번의 패스 시간을 연산자별 또는 한계별(연산, 각 메모리 단계, 링크, 커널 실행)로 쌓은 것. 표시된 법칙으로 모델링하며, 구간은 도달 가능 비율의 구간입니다.</translation>
    </message>
    <message>
        <source>Operators of one transformer block and the head, as LLM-Viewer counts them; the calibrated law is fitted on measured A100 operators</source>
        <translation>LLM-Viewer가 세는 방식의 트랜스포머 블록과 헤드의 연산자. 보정 법칙은 측정한 A100 연산자에 맞춘 것입니다</translation>
    </message>
    <message>
        <source>Where the energy goes</source>
        <translation>에너지의 내역</translation>
    </message>
    <message>
        <source>Two different quantities that are never added: dynamic energy of the operations and of the bits moved by level, and energy of the whole board, static and dynamic power over the time.</source>
        <translation>절대 더하지 않는 서로 다른 두 양: 연산과 단계별로 이동한 비트의 동적 에너지, 그리고 시간에 걸친 정적·동적 전력인 보드 전체의 에너지.</translation>
    </message>
    <message>
        <source>Energies of operations: Horowitz, ISSCC 2014 (45 nm), scaled after Stillmaker and Baas, 2017; board law: fit on measured H100 servers</source>
        <translation>연산 에너지: Horowitz, ISSCC 2014(45 nm), Stillmaker와 Baas(2017)에 따라 환산. 보드 법칙: 측정한 H100 서버에 맞춤</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>스윕</translation>
    </message>
    <message>
        <source>One value varied, all others as they are. A mark stands where another part becomes the bound; where the model no longer fits the memory the curve is in the shaded part.</source>
        <translation>한 값만 바꾸고 나머지는 그대로 둡니다. 한계가 바뀌는 곳에 표시가 있고, 모델이 더 이상 메모리에 들어가지 않는 곳은 음영 부분입니다.</translation>
    </message>
    <message>
        <source>Each point is priced in full, by the same law as the rest of the page</source>
        <translation>각 점은 페이지의 나머지와 같은 법칙으로 모두 계산됩니다</translation>
    </message>
    <message>
        <source>Accuracy against cost</source>
        <translation>정확도와 비용</translation>
    </message>
    <message>
        <source>Each run once: how good it is, as the pages Compare and Inference measured it, against what it costs on the accelerators. Runs on the line are not beaten in both by any other.</source>
        <translation>실행마다 한 점: 비교와 추론 페이지가 측정한 좋음과 가속기에서의 비용. 선 위의 실행은 두 가지 모두에서 다른 실행에 뒤지지 않습니다.</translation>
    </message>
    <message>
        <source>Pareto efficiency; the cost is modelled, the figure is measured</source>
        <translation>파레토 효율. 비용은 모델 값, 수치는 측정값</translation>
    </message>
    <message>
        <source>What would help</source>
        <translation>개선점</translation>
    </message>
    <message>
        <source>How time or energy answers to each figure of the accelerator, lowered and raised by a fifth, the largest answer first.</source>
        <translation>가속기의 각 수치를 5분의 1씩 낮추고 높일 때 시간이나 에너지가 어떻게 반응하는지, 가장 큰 반응부터.</translation>
    </message>
    <message>
        <source>One figure at a time; whole numbers move by at least one</source>
        <translation>한 번에 수치 하나. 정수는 적어도 1만큼 움직입니다</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::Filter</name>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>tensors with outlier channels</source>
        <translation>이상치 채널이 있는 텐서</translation>
    </message>
    <message>
        <source>outlier channels</source>
        <translation>이상치 채널</translation>
    </message>
    <message>
        <source>channels above θ</source>
        <translation>θ를 넘는 채널</translation>
    </message>
    <message>
        <source>absmax %1 to %2</source>
        <translation>최대 |x| %1–%2</translation>
    </message>
    <message>
        <source>not: %1</source>
        <translation>제외: %1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::FilterBar</name>
    <message>
        <source>%1
Click: keep these again</source>
        <translation>%1
클릭: 다시 포함</translation>
    </message>
    <message>
        <source>%1
Click: keep all but these</source>
        <translation>%1
클릭: 이것만 제외</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>필터 %1</translation>
    </message>
    <message>
        <source>Keeps all but these</source>
        <translation>이것만 제외합니다</translation>
    </message>
    <message>
        <source>Keeps these alone</source>
        <translation>이것만 남깁니다</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>이 필터 지우기</translation>
    </message>
    <message>
        <source>Remove the filter %1</source>
        <translation>필터 %1 지우기</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Add filter ▾</source>
        <translation>필터 추가 ▾</translation>
    </message>
    <message>
        <source>Add filter</source>
        <translation>필터 추가</translation>
    </message>
    <message>
        <source>Narrow what all pages show</source>
        <translation>모든 페이지에 보이는 것을 좁힙니다</translation>
    </message>
    <message>
        <source>*.down_proj* · Enter adds</source>
        <translation>*.down_proj* · Enter로 추가</translation>
    </message>
    <message>
        <source>Pattern of tensor names</source>
        <translation>텐서 이름 패턴</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>모두 지우기</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>모든 필터 지우기</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n tensor(s)</source>
        <translation>
            <numerusform>텐서 %n개 중 %1개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n channel(s)</source>
        <translation>
            <numerusform>채널 %n개 중 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>filter %1</source>
        <translation>필터 %1</translation>
    </message>
    <message>
        <source>remove filter %1</source>
        <translation>필터 %1 지우기</translation>
    </message>
    <message>
        <source>clear filters</source>
        <translation>필터 모두 지우기</translation>
    </message>
    <message>
        <source>This filter is there already</source>
        <translation>이미 있는 필터입니다</translation>
    </message>
    <message>
        <source>Open a file first</source>
        <translation>먼저 파일을 여십시오</translation>
    </message>
    <message>
        <source>The method in force has no θ set by hand</source>
        <translation>현재 방법에는 직접 정한 θ가 없습니다</translation>
    </message>
    <message>
        <source>Only outlier channels</source>
        <translation>이상치 채널만</translation>
    </message>
    <message>
        <source>Only channels above θ</source>
        <translation>θ를 넘는 채널만</translation>
    </message>
    <message>
        <source>Brush a range of values in the histogram first: shift and drag</source>
        <translation>먼저 히스토그램에서 값 구간을 선택하십시오: Shift 누르고 끌기</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>the brushed range</source>
        <translation>선택한 구간</translation>
    </message>
    <message>
        <source>Keep channels with absmax in %1</source>
        <translation>최대 |x|가 %1에 있는 채널만</translation>
    </message>
    <message>
        <source>Leave out channels with absmax in %1</source>
        <translation>최대 |x|가 %1에 있는 채널 제외</translation>
    </message>
    <message>
        <source>Only tensors with outlier channels</source>
        <translation>이상치 채널이 있는 텐서만</translation>
    </message>
    <message>
        <source>Tensors by a pattern of names…</source>
        <translation>이름 패턴으로 텐서 선택…</translation>
    </message>
    <message>
        <source>Tensors of a kind</source>
        <translation>종류별 텐서</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>입력</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::GenerationControls</name>
    <message>
        <source>Prompt</source>
        <translation>프롬프트</translation>
    </message>
    <message>
        <source>Prompt: what the models shall go on from</source>
        <translation>프롬프트: 모델이 이어 쓸 텍스트</translation>
    </message>
    <message>
        <source>Ctrl+Return generates</source>
        <translation>Ctrl+Return으로 생성합니다</translation>
    </message>
    <message>
        <source>New tokens</source>
        <translation>새 토큰</translation>
    </message>
    <message>
        <source>At most so many; a text ends before at its end token or at the model&apos;s context (default %1)</source>
        <translation>최대 개수입니다. 종료 토큰이나 모델의 문맥 길이에 이르면 먼저 끝납니다(기본값 %1)</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>온도</translation>
    </message>
    <message>
        <source>0 takes the likeliest token always (default); above, tokens are drawn, from flatter odds the higher it is</source>
        <translation>0이면 항상 가장 가능성 높은 토큰을 고릅니다(기본값). 그보다 크면 토큰을 뽑으며, 클수록 확률이 고르게 됩니다</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>탐욕</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>Top k</translation>
    </message>
    <message>
        <source>Tokens are drawn from the k likeliest (default: all)</source>
        <translation>가장 가능성 높은 k개에서 토큰을 뽑습니다(기본값: 전체)</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>Top p</translation>
    </message>
    <message>
        <source>Tokens are drawn from the fewest that together have this probability (default 1: all)</source>
        <translation>합한 확률이 이 값에 이르는 가장 적은 토큰에서 뽑습니다(기본값 1: 전체)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>The same seed draws the same tokens (default 0)</source>
        <translation>시드가 같으면 같은 토큰을 뽑습니다(기본값 0)</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>생성</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Ends the texts where they are</source>
        <translation>텍스트를 지금 자리에서 끝냅니다</translation>
    </message>
    <message>
        <source>Copy the quantscope-cli commands that give these texts</source>
        <translation>이 텍스트를 내는 quantscope-cli 명령을 복사합니다</translation>
    </message>
    <message>
        <source>Copy commands</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Has no effect while the likeliest token is taken always</source>
        <translation>항상 가장 가능성 높은 토큰을 고르는 동안에는 효과가 없습니다</translation>
    </message>
    <message>
        <source>The models are writing</source>
        <translation>모델이 쓰고 있습니다</translation>
    </message>
    <message>
        <source>Lets each run go on from the prompt (Ctrl+Return)</source>
        <translation>각 실행이 프롬프트에 이어 쓰게 합니다(Ctrl+Return)</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::HeatMapPage</name>
    <message>
        <source>what the map shows</source>
        <translation>히트맵이 보여 주는 것</translation>
    </message>
    <message>
        <source>The values of the tensor, or the error (quantized − original) of a setting</source>
        <translation>텐서의 값 또는 설정의 오차(양자화 − 원본)</translation>
    </message>
    <message>
        <source>Open a file to see its tensors.</source>
        <translation>파일을 열면 텐서를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Select a tensor to see its map.</source>
        <translation>텐서를 선택하면 히트맵을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>heat map</source>
        <translation>히트맵</translation>
    </message>
    <message>
        <source>values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>error of the current setting</source>
        <translation>현재 설정의 오차</translation>
    </message>
    <message>
        <source>error of %1</source>
        <translation>%1의 오차</translation>
    </message>
    <message>
        <source>Where exactly are the large values, and where is the error?</source>
        <translation>큰 값은 정확히 어디에 있고, 오차는 어디에 있는가?</translation>
    </message>
    <message>
        <source>error</source>
        <translation>오차</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>활성값</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Where exactly are the large values of %1?</source>
        <translation>%1의 큰 값은 정확히 어디에 있는가?</translation>
    </message>
    <message>
        <source>Where is the error of %1 in %2?</source>
        <translation>%2에서 %1의 오차는 어디에 있는가?</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>히트맵</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::HeatMapSource</name>
    <message>
        <source>the largest is %1 at %2 %3</source>
        <translation>최댓값 %1, 위치 %2 %3</translation>
    </message>
    <message>
        <source>One value is massive: %1 at %2 %3, %4 %5.</source>
        <translation>거대값 1개: %1, 위치 %2 %3, %4 %5.</translation>
    </message>
    <message>
        <source>%1 values are massive; %2, %3 %4.</source>
        <translation>거대값 %1개; %2, %3 %4.</translation>
    </message>
    <message>
        <source>%1 %2 holds %3 of the %4 massive values; %5.</source>
        <translation>거대값 %4개 중 %3개는 %1 %2에 있음; %5.</translation>
    </message>
    <message>
        <source>This setting makes no error.</source>
        <translation>이 설정은 오차가 없습니다.</translation>
    </message>
    <message>
        <source>All values are zero.</source>
        <translation>모든 값이 0입니다.</translation>
    </message>
    <message>
        <source>The largest error is %1 at %2 %3, %4 %5</source>
        <translation>최대 오차 %1, 위치 %2 %3, %4 %5</translation>
    </message>
    <message>
        <source>The largest value is %1 at %2 %3, %4 %5</source>
        <translation>최댓값 %1, 위치 %2 %3, %4 %5</translation>
    </message>
    <message>
        <source>, %1 × the median</source>
        <translation>, 중앙값의 %1배</translation>
    </message>
    <message>
        <source>; none is massive (above 100 and above 1000 × the median)</source>
        <translation>; 거대값(100과 중앙값의 1000배를 모두 넘는 값)은 없음</translation>
    </message>
    <message>
        <source>It is in the outlier channel %1 that the error is largest.</source>
        <translation>오차가 가장 큰 곳은 이상치 채널 %1입니다.</translation>
    </message>
    <message>
        <source>The error is not largest in the outlier channel %1.</source>
        <translation>오차가 가장 큰 곳은 이상치 채널 %1이(가) 아닙니다.</translation>
    </message>
    <message>
        <source>The outlier channel %1 holds the largest values.</source>
        <translation>이상치 채널 %1에 가장 큰 값이 있습니다.</translation>
    </message>
    <message>
        <source>The outlier channel %1 of the input does not hold the largest values.</source>
        <translation>입력의 이상치 채널 %1에는 가장 큰 값이 없습니다.</translation>
    </message>
    <message>
        <source>Of the %1 outlier channels, %2 are among the %1 columns of the largest error.</source>
        <translation>이상치 채널 %1개 중 %2개가 오차가 가장 큰 열 %1개에 듭니다.</translation>
    </message>
    <message>
        <source>Of the %1 outlier channels, %2 are among the %1 columns of the largest values.</source>
        <translation>이상치 채널 %1개 중 %2개가 값이 가장 큰 열 %1개에 듭니다.</translation>
    </message>
    <message>
        <source>sampled token</source>
        <translation>표본 토큰</translation>
    </message>
    <message>
        <source>token</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>kernel channel</source>
        <translation>커널 채널</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>sampled output channel</source>
        <translation>표본 출력 채널</translation>
    </message>
    <message>
        <source>output channel</source>
        <translation>출력 채널</translation>
    </message>
    <message>
        <source>input channel</source>
        <translation>입력 채널</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) are not finite.</source>
        <translation>
            <numerusform>유한하지 않은 값이 %n개 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Larger than the memory budget: the rows are a sample, evenly spread.</source>
        <translation>메모리 한도보다 큽니다. 행은 고른 간격의 표본입니다.</translation>
    </message>
    <message>
        <source>This tensor has no rows and columns to draw.</source>
        <translation>이 텐서에는 그릴 행과 열이 없습니다.</translation>
    </message>
    <message>
        <source>This file knows only the largest magnitude of each channel.
There are no captured tokens, so there is no map of them.</source>
        <translation>이 파일에는 채널별 최대 크기만 있습니다.
수집한 토큰이 없어 히트맵을 그릴 수 없습니다.</translation>
    </message>
    <message>
        <source>There is no error to show: this method cannot work here.
%1</source>
        <translation>보여 줄 오차가 없습니다. 이 방법은 여기에 쓸 수 없습니다.
%1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::HistoryPanel</name>
    <message>
        <source>start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>History of changes</source>
        <translation>변경 기록</translation>
    </message>
    <message>
        <source>Click a step to go back or forth to it</source>
        <translation>단계를 클릭하면 그 시점으로 이동합니다</translation>
    </message>
    <message>
        <source>Nothing has been changed yet. Each change of a parameter, a filter or a run appears here; a click on a step goes back to it.</source>
        <translation>아직 바뀐 것이 없습니다. 매개변수, 필터, 실행을 바꾸면 여기에 나타나며, 단계를 클릭하면 그 시점으로 돌아갑니다.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::InferenceControls</name>
    <message>
        <source>Text to run the models on</source>
        <translation>모델을 실행할 텍스트</translation>
    </message>
    <message>
        <source>Type or paste the text that the models shall read</source>
        <translation>모델이 읽을 텍스트를 입력하거나 붙여 넣으십시오</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>What the models read: a text of the model file, one that you type, or a file</source>
        <translation>모델이 읽는 것: 모델 파일의 텍스트, 직접 입력한 텍스트, 또는 파일</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>How many tokens are predicted at most (default %1). More take longer and make the standard error smaller.</source>
        <translation>최대 몇 개의 토큰을 예측할지 정합니다(기본값 %1). 많을수록 오래 걸리고 표준 오차는 작아집니다.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>윈도</translation>
    </message>
    <message>
        <source>Tokens that the model sees at once, the beginning token among them (default: the model&apos;s context). Perplexities of different windows cannot be compared.</source>
        <translation>모델이 한 번에 보는 토큰 수이며 시작 토큰을 포함합니다(기본값: 모델의 문맥 길이). 윈도가 다른 퍼플렉서티는 비교할 수 없습니다.</translation>
    </message>
    <message>
        <source>context</source>
        <translation>문맥</translation>
    </message>
    <message>
        <source>BOS</source>
        <translation>BOS</translation>
    </message>
    <message>
        <source>Where the beginning-of-text token stands: before each window, once before the text, or nowhere (default: each, where the tokenizer has one)</source>
        <translation>텍스트 시작 토큰의 위치: 각 윈도 앞, 텍스트 앞에 한 번, 또는 없음(기본값: 토크나이저에 있으면 각 윈도 앞)</translation>
    </message>
    <message>
        <source>each</source>
        <translation>각각</translation>
    </message>
    <message>
        <source>once</source>
        <translation>한 번</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Ends the run; what is done stays</source>
        <translation>실행을 끝냅니다. 끝낸 부분은 남습니다</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>고급</translation>
    </message>
    <message>
        <source>Which runs, and in which formats the engine works</source>
        <translation>어떤 실행을, 엔진이 어떤 형식으로 계산할지</translation>
    </message>
    <message>
        <source>Copy the quantscope-cli commands that give these perplexities</source>
        <translation>이 퍼플렉서티를 내는 quantscope-cli 명령을 복사합니다</translation>
    </message>
    <message>
        <source>Copy commands</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Tokens, window, BOS and everything advanced to their defaults</source>
        <translation>토큰, 윈도, BOS와 고급 설정을 모두 기본값으로 되돌립니다</translation>
    </message>
    <message>
        <source>Reset to defaults</source>
        <translation>기본값으로 되돌리기</translation>
    </message>
    <message>
        <source>Unquantized model beside</source>
        <translation>양자화하지 않은 모델도</translation>
    </message>
    <message>
        <source>Runs the unquantized model too, in grey, and measures what the others&apos; predictions diverge from it. Without it a large model needs no more memory than its quantized weights.</source>
        <translation>양자화하지 않은 모델도 회색으로 실행하고 다른 실행의 예측이 그와 얼마나 다른지 잽니다. 끄면 큰 모델도 양자화한 가중치만큼의 메모리만 씁니다.</translation>
    </message>
    <message>
        <source>Current setting</source>
        <translation>현재 설정</translation>
    </message>
    <message>
        <source>Runs the setting in the method panel too, in blue</source>
        <translation>방법 패널의 설정도 파란색으로 실행합니다</translation>
    </message>
    <message>
        <source>Number formats</source>
        <translation>수 형식</translation>
    </message>
    <message>
        <source>Formats of the values between the layers of the quantized models (default f32)</source>
        <translation>양자화한 모델에서 층 사이 값의 형식(기본값 f32)</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV 캐시</translation>
    </message>
    <message>
        <source>How the quantized models keep keys and values (default f32)</source>
        <translation>양자화한 모델이 키와 값을 보관하는 형식(기본값 f32)</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>어텐션</translation>
    </message>
    <message>
        <source>FlashAttention-2 in tiles, or the plain version with whole matrices of scores: the same within rounding (default flash)</source>
        <translation>타일 단위의 FlashAttention-2, 또는 점수 행렬 전체를 쓰는 기본형. 반올림 범위에서 같습니다(기본값 flash)</translation>
    </message>
    <message>
        <source>flash</source>
        <translation>flash</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>기본형</translation>
    </message>
    <message>
        <source>%1 (of the model)</source>
        <translation>%1 (모델의 것)</translation>
    </message>
    <message>
        <source>typed text</source>
        <translation>입력한 텍스트</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>파일 선택…</translation>
    </message>
    <message>
        <source>context (%1)</source>
        <translation>문맥 (%1)</translation>
    </message>
    <message>
        <source>The tokenizer of this model has no beginning-of-text token</source>
        <translation>이 모델의 토크나이저에는 텍스트 시작 토큰이 없습니다</translation>
    </message>
    <message>
        <source>Choose a text</source>
        <translation>텍스트 선택</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.jsonl *.csv);;All files (*)</source>
        <translation>텍스트 (*.txt *.md *.jsonl *.csv);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>The models are running</source>
        <translation>모델이 실행 중입니다</translation>
    </message>
    <message>
        <source>Runs the models that have no figures yet (F5)</source>
        <translation>아직 수치가 없는 모델을 실행합니다(F5)</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::InferencePage</name>
    <message>
        <source>Open a model to run it.</source>
        <translation>실행할 모델을 여십시오.</translation>
    </message>
    <message>
        <source>Reading the model&apos;s configuration…</source>
        <translation>모델 구성을 읽는 중…</translation>
    </message>
    <message>
        <source>This file cannot run as a model.

%1

A model that runs has its configuration, its tokenizer and all weights of a known architecture; “Import a Hugging Face folder…” brings them together.</source>
        <translation>이 파일은 모델로 실행할 수 없습니다.

%1

실행할 수 있는 모델에는 구성, 토크나이저, 그리고 알려진 아키텍처의 모든 가중치가 있습니다. “Hugging Face 폴더 가져오기…”가 이들을 한데 모읍니다.</translation>
    </message>
    <message>
        <source>float</source>
        <translation>부동소수점</translation>
    </message>
    <message>
        <source>The setting in the method panel is one of the pinned runs</source>
        <translation>방법 패널의 설정은 고정한 실행 중 하나입니다</translation>
    </message>
    <message>
        <source>No tensor is selected yet: there is no current setting</source>
        <translation>아직 선택한 텐서가 없어 현재 설정이 없습니다</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>지금: %1</translation>
    </message>
    <message>
        <source>%1
Press Run.</source>
        <translation>%1
실행을 누르십시오.</translation>
    </message>
    <message>
        <source>Pin a run, or let the current setting run: its layers are measured against the unquantized model.</source>
        <translation>실행을 고정하거나 현재 설정을 실행하십시오. 그 층들을 양자화하지 않은 모델과 비교해 잽니다.</translation>
    </message>
    <message>
        <source>The errors of %1 by layer are measured after the perplexities.</source>
        <translation>%1의 층별 오차는 퍼플렉서티 다음에 잽니다.</translation>
    </message>
    <message>
        <source>Each run goes on from the prompt; what differs from float is marked.
Press Generate.</source>
        <translation>각 실행이 프롬프트에 이어 쓰며 부동소수점과 다른 부분을 표시합니다.
생성을 누르십시오.</translation>
    </message>
    <message>
        <source>Type a text, or choose one, for the models to read.</source>
        <translation>모델이 읽을 텍스트를 입력하거나 선택하십시오.</translation>
    </message>
    <message>
        <source>Nothing is chosen to run: pin a run, or tick the unquantized model or the current setting under Advanced.</source>
        <translation>실행할 것이 없습니다. 실행을 고정하거나 고급에서 양자화하지 않은 모델 또는 현재 설정을 선택하십시오.</translation>
    </message>
    <message>
        <source>Running. What is there stays when you cancel.</source>
        <translation>실행 중입니다. 취소해도 지금까지의 결과는 남습니다.</translation>
    </message>
    <message>
        <source>All figures of these choices are there.</source>
        <translation>이 선택의 수치가 모두 있습니다.</translation>
    </message>
    <message>
        <source>The layers of %1 are not measured yet.</source>
        <translation>%1의 층은 아직 재지 않았습니다.</translation>
    </message>
    <message>
        <source>Inference</source>
        <translation>추론</translation>
    </message>
    <message>
        <source>Does it still speak?</source>
        <translation>여전히 말이 되는가?</translation>
    </message>
    <message>
        <source>Which layer is to blame?</source>
        <translation>어느 층이 원인인가?</translation>
    </message>
    <message>
        <source>What does it say?</source>
        <translation>무엇이라고 말하는가?</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>Run whose layers are shown</source>
        <translation>층을 보여 줄 실행</translation>
    </message>
    <message>
        <source>The run whose layers are measured and shown</source>
        <translation>층을 재고 보여 줄 실행</translation>
    </message>
    <message>
        <source>Weights and activations alone</source>
        <translation>가중치만, 활성값만도</translation>
    </message>
    <message>
        <source>Measures each layer with only its weights, and with only its input quantized too: two more quantizations of the model</source>
        <translation>각 층을 가중치만, 또 입력만 양자화했을 때도 잽니다. 모델을 두 번 더 양자화합니다</translation>
    </message>
    <message>
        <source>running models</source>
        <translation>모델 실행</translation>
    </message>
    <message>
        <source>generating text</source>
        <translation>텍스트 생성</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The models could not be run.</source>
        <translation>모델을 실행하지 못했습니다.</translation>
    </message>
    <message>
        <source>No text could be generated.</source>
        <translation>텍스트를 생성하지 못했습니다.</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>복사함: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) copied, one a run</source>
        <translation>
            <numerusform>명령 %n개를 복사함(실행마다 하나)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quantscope::gui::InferenceTables</name>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>퍼플렉서티</translation>
    </message>
    <message>
        <source>exp of the mean negative log-likelihood</source>
        <translation>평균 음의 로그 가능도의 exp</translation>
    </message>
    <message>
        <source>±</source>
        <translation>±</translation>
    </message>
    <message>
        <source>Standard error of the perplexity, from the spread between windows</source>
        <translation>윈도 사이의 퍼짐에서 구한 퍼플렉서티의 표준 오차</translation>
    </message>
    <message>
        <source>NLL</source>
        <translation>NLL</translation>
    </message>
    <message>
        <source>Mean negative log-likelihood, in nats</source>
        <translation>평균 음의 로그 가능도(nat)</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Mean KL divergence from the unquantized model&apos;s predictions, in nats</source>
        <translation>양자화하지 않은 모델의 예측과의 평균 KL 발산(nat)</translation>
    </message>
    <message>
        <source>KL P99</source>
        <translation>KL P99</translation>
    </message>
    <message>
        <source>99 % of the predictions diverge less than this, in nats</source>
        <translation>예측의 99 %는 발산이 이보다 작습니다(nat)</translation>
    </message>
    <message>
        <source>Same top</source>
        <translation>최상위 일치</translation>
    </message>
    <message>
        <source>Share of predictions whose likeliest token is the unquantized model&apos;s</source>
        <translation>가장 가능성 높은 토큰이 양자화하지 않은 모델과 같은 예측의 비율</translation>
    </message>
    <message>
        <source>Bits/weight</source>
        <translation>비트/가중치</translation>
    </message>
    <message>
        <source>All that is stored of the quantized layers, over their weights</source>
        <translation>양자화한 층에 저장되는 모든 것을 가중치 수로 나눈 값</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Weights in memory, embeddings and norms among them</source>
        <translation>메모리에 있는 가중치(임베딩과 정규화 포함)</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>토큰/초</translation>
    </message>
    <message>
        <source>Tokens of the text in a second, read many at once; of this run&apos;s model alone</source>
        <translation>한 번에 여럿을 읽을 때 초당 처리한 텍스트 토큰 수(이 실행의 모델만)</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Predicted tokens of the text</source>
        <translation>예측한 텍스트 토큰 수</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>커널</translation>
    </message>
    <message>
        <source>What the linear layers ran on</source>
        <translation>선형층이 실행된 커널</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Alone (dB)</source>
        <translation>단독 (dB)</translation>
    </message>
    <message>
        <source>Output SQNR with this layer quantized alone</source>
        <translation>이 층만 양자화했을 때의 출력 SQNR</translation>
    </message>
    <message>
        <source>All up to here (dB)</source>
        <translation>여기까지 모두 (dB)</translation>
    </message>
    <message>
        <source>Output SQNR with all layers before quantized too</source>
        <translation>앞의 모든 층도 양자화했을 때의 출력 SQNR</translation>
    </message>
    <message>
        <source>Weights (dB)</source>
        <translation>가중치 (dB)</translation>
    </message>
    <message>
        <source>Alone, with its weights quantized and its input left as it is</source>
        <translation>단독, 가중치만 양자화하고 입력은 그대로</translation>
    </message>
    <message>
        <source>Activations (dB)</source>
        <translation>활성값 (dB)</translation>
    </message>
    <message>
        <source>Alone, with its input quantized and its weights left as they are</source>
        <translation>단독, 입력만 양자화하고 가중치는 그대로</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Figures by run</source>
        <translation>실행별 수치</translation>
    </message>
    <message>
        <source>Errors by layer</source>
        <translation>층별 오차</translation>
    </message>
    <message>
        <source>By run</source>
        <translation>실행별</translation>
    </message>
    <message>
        <source>By layer</source>
        <translation>층별</translation>
    </message>
    <message>
        <source>Copy this table with all its columns, tab-separated</source>
        <translation>이 표를 모든 열과 함께 탭으로 구분해 복사합니다</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>표 복사</translation>
    </message>
    <message>
        <source>Apply this run&apos;s setting</source>
        <translation>이 실행의 설정 적용</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::LanguageMenu</name>
    <message>
        <source>Like the desktop</source>
        <translation>데스크톱과 같게</translation>
    </message>
    <message>
        <source>Language: %1, from the next start on</source>
        <translation>언어: %1, 다음 시작부터</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::LayerErrors</name>
    <message>
        <source>Errors of %1 of %2 layers</source>
        <translation>오차: %2개 층 중 %1개</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::LayersPage</name>
    <message>
        <source>Which layers pay?</source>
        <translation>어느 층이 대가를 치르는가?</translation>
    </message>
    <message>
        <source>The ten worst</source>
        <translation>가장 나쁜 열 개</translation>
    </message>
    <message>
        <source>How are the values of each tensor spread?</source>
        <translation>각 텐서의 값은 어떻게 퍼져 있는가?</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Open a model to see which of its layers pay.</source>
        <translation>모델을 열면 어느 층이 대가를 치르는지 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>This file has no weights.</source>
        <translation>이 파일에는 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>No layer passes the filters.</source>
        <translation>필터를 통과한 층이 없습니다.</translation>
    </message>
    <message>
        <source>No statistics yet.
They are computed in the background, tensor by tensor.</source>
        <translation>아직 통계가 없습니다.
백그라운드에서 텐서마다 계산합니다.</translation>
    </message>
    <message>
        <source>Statistics %1 of %2.</source>
        <translation>통계 %1/%2.</translation>
    </message>
    <message>
        <source>Choose a method to see what it costs each layer.</source>
        <translation>방법을 선택하면 층마다 드는 대가를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>None of these tensors can be quantized.</source>
        <translation>이 중 양자화할 수 있는 텐서가 없습니다.</translation>
    </message>
    <message>
        <source>now</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>Errors %1 of %2.</source>
        <translation>오차 %1/%2.</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) cannot be computed: %1.</source>
        <translation>
            <numerusform>%n개 층은 계산할 수 없습니다: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) have no captured input: their weights&apos; SQNR is known.</source>
        <translation>
            <numerusform>%n개 층은 수집한 입력이 없어 가중치의 SQNR만 압니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>outlier limit %1 ×</source>
        <translation>이상치 한계 %1배</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>The errors of these layers are not known yet: %1 of weights would be read and quantized.</source>
        <translation>이 층들의 오차를 아직 모릅니다. 가중치 %1를 읽고 양자화해야 합니다.</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>계산</translation>
    </message>
    <message>
        <source>Cancelled: %1 of weights are not computed.</source>
        <translation>취소함: 가중치 %1를 계산하지 않았습니다.</translation>
    </message>
    <message>
        <source>The errors could not be computed: %1.</source>
        <translation>오차를 계산하지 못했습니다: %1.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Open a model to see how the values of its tensors are spread.</source>
        <translation>모델을 열면 텐서의 값이 어떻게 퍼져 있는지 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>This file has none of these tensors.</source>
        <translation>이 파일에는 해당하는 텐서가 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>absmax %1, outlier ratio %2, %n outlier channel(s)</source>
        <translation>
            <numerusform>최대 |x| %1, 이상치 배율 %2, 이상치 채널 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s).</source>
        <translation>
            <numerusform>텐서 %n개.</numerusform>
        </translation>
    </message>
    <message>
        <source>Absmax goes from %1 (%2) to %3 (%4); %5 have outlier channels.</source>
        <translation>최대 |x|는 %1(%2)부터 %3(%4)까지이며, %5개 텐서에 이상치 채널이 있습니다.</translation>
    </message>
    <message>
        <source>Histograms %1 of %2.</source>
        <translation>히스토그램 %1/%2.</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>표 복사</translation>
    </message>
    <message>
        <source>Save picture or table…</source>
        <translation>그림 또는 표 저장…</translation>
    </message>
    <message>
        <source>Save the histograms</source>
        <translation>히스토그램 저장</translation>
    </message>
    <message>
        <source>Picture (*.png);;Table (*.csv *.json)</source>
        <translation>그림 (*.png);;표 (*.csv *.json)</translation>
    </message>
    <message>
        <source>small histograms are saved as png, csv or json</source>
        <translation>작은 히스토그램은 png, csv, json으로 저장합니다</translation>
    </message>
    <message>
        <source>%1 was written</source>
        <translation>%1에 저장했습니다</translation>
    </message>
    <message>
        <source>The histograms could not be saved</source>
        <translation>히스토그램을 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>No inputs of this model are captured.
Capture them (menu Model → Capture activations), or look at the weights.</source>
        <translation>이 모델의 입력을 수집하지 않았습니다.
수집하거나(메뉴 모델 → 활성값 수집) 가중치를 보십시오.</translation>
    </message>
    <message>
        <source>Each layer is quantized alone here; the page Inference shows how errors add up through the model.</source>
        <translation>여기서는 층을 하나씩 따로 양자화합니다. 오차가 모델을 지나며 쌓이는 모습은 추론 페이지에 있습니다.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::LayersPageOptions</name>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>One figure a layer</source>
        <translation>층마다 수치 하나</translation>
    </message>
    <message>
        <source>Histograms of all tensors</source>
        <translation>모든 텐서의 히스토그램</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>Weights or inputs</source>
        <translation>가중치 또는 입력</translation>
    </message>
    <message>
        <source>of the weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>of the inputs</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Kinds of layers</source>
        <translation>층의 종류</translation>
    </message>
    <message>
        <source>Which kinds of layers are shown, each with a line of its own</source>
        <translation>보여 줄 층의 종류, 종류마다 선 하나</translation>
    </message>
    <message>
        <source>Axes</source>
        <translation>축</translation>
    </message>
    <message>
        <source>Own axes</source>
        <translation>개별 축</translation>
    </message>
    <message>
        <source>Common axes</source>
        <translation>공통 축</translation>
    </message>
    <message>
        <source>Each histogram on axes of its own, or all on the same</source>
        <translation>히스토그램마다 자기 축을 쓰거나 모두 같은 축을 씁니다</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Values linear</source>
        <translation>값 선형</translation>
    </message>
    <message>
        <source>|x| logarithmic</source>
        <translation>|x| 로그</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>Counts linear</source>
        <translation>개수 선형</translation>
    </message>
    <message>
        <source>Counts logarithmic</source>
        <translation>개수 로그</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>모든 층</translation>
    </message>
    <message>
        <source>%1 of %2 kinds</source>
        <translation>%2종 중 %1종</translation>
    </message>
    <message>
        <source>Errors are those of the weights and of what they put out</source>
        <translation>오차는 가중치와 그 출력의 오차입니다</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::LayersText</name>
    <message>
        <source>tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>outlier ratio</source>
        <translation>이상치 배율</translation>
    </message>
    <message>
        <source>Largest absmax of a channel over the median channel&apos;s</source>
        <translation>채널의 최대 |x|를 중앙값 채널의 최대 |x|로 나눈 값 중 최대</translation>
    </message>
    <message>
        <source>absmax</source>
        <translation>최대 |x|</translation>
    </message>
    <message>
        <source>Largest magnitude: max |x|</source>
        <translation>최대 크기: max |x|</translation>
    </message>
    <message>
        <source>kurtosis</source>
        <translation>첨도</translation>
    </message>
    <message>
        <source>m₄·n/m₂²: 3 for a normal distribution, larger for heavier tails</source>
        <translation>m₄·n/m₂²: 정규 분포는 3, 꼬리가 무거울수록 커짐</translation>
    </message>
    <message>
        <source>share of outlier channels</source>
        <translation>이상치 채널의 비율</translation>
    </message>
    <message>
        <source>Channels whose absmax exceeds 6 × the median channel&apos;s, of all channels</source>
        <translation>전체 채널 중 최대 |x|가 중앙값 채널의 6배를 넘는 채널</translation>
    </message>
    <message>
        <source>output SQNR of the setting</source>
        <translation>설정의 출력 SQNR</translation>
    </message>
    <message>
        <source>10·log₁₀(Σy²/Σ(y − ŷ)²) of the layer&apos;s output on its captured input, with the setting at the right and with the pinned runs that are shown</source>
        <translation>수집한 입력에 대한 층 출력의 10·log₁₀(Σy²/Σ(y − ŷ)²), 오른쪽의 설정과 표시한 고정 실행에 대해</translation>
    </message>
    <message>
        <source>weight SQNR of the setting</source>
        <translation>설정의 가중치 SQNR</translation>
    </message>
    <message>
        <source>10·log₁₀(Σw²/Σ(w − ŵ)²) of the weights, with the setting at the right and with the pinned runs that are shown</source>
        <translation>가중치의 10·log₁₀(Σw²/Σ(w − ŵ)²), 오른쪽의 설정과 표시한 고정 실행에 대해</translation>
    </message>
    <message>
        <source>Lowest %1: %2 at %3.</source>
        <translation>최저 %1: %3의 %2.</translation>
    </message>
    <message>
        <source>Largest %1: %2 at %3.</source>
        <translation>최고 %1: %3의 %2.</translation>
    </message>
    <message>
        <source>The median layer has %1.</source>
        <translation>중앙값 층은 %1입니다.</translation>
    </message>
    <message>
        <source>None lies above %1 ×.</source>
        <translation>%1배를 넘는 층은 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) lie above %1 ×.</source>
        <translation>
            <numerusform>%n개 층이 %1배를 넘습니다.</numerusform>
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
        <translation>왼쪽에서 텐서를 선택하십시오.</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Pinned runs</source>
        <translation>고정한 실행</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>History</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>저장함: %1</translation>
    </message>
    <message>
        <source>Memory of loaded tensors and its limit (menu Edit → Memory budget)</source>
        <translation>불러온 텐서의 메모리와 한도(메뉴 편집 → 메모리 한도)</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1을(를) 읽지 못함</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>결과 없음</translation>
    </message>
    <message>
        <source>%1 could not be read.</source>
        <translation>%1을(를) 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>loading %1</source>
        <translation>%1 불러오는 중</translation>
    </message>
    <message>
        <source>▨ preview</source>
        <translation>▨ 미리 보기</translation>
    </message>
    <message>
        <source>result of a sample of rows</source>
        <translation>일부 행 표본의 결과</translation>
    </message>
    <message>
        <source>full result</source>
        <translation>전체 결과</translation>
    </message>
    <message>
        <source>statistics %1 of %2</source>
        <translation>통계 %1/%2</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) could not be read</source>
        <translation>
            <numerusform>텐서 %n개를 읽지 못함</numerusform>
        </translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>불러오는 중…</translation>
    </message>
    <message>
        <source>▨ sample</source>
        <translation>▨ 표본</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>복사함: %1</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>열기(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>최근 파일 열기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Import a Hugging Face folder…</source>
        <translation>Hugging Face 폴더 가져오기(&amp;I)…</translation>
    </message>
    <message>
        <source>Open the &amp;sample model</source>
        <translation>예제 모델 열기(&amp;S)</translation>
    </message>
    <message>
        <source>Open a sessio&amp;n…</source>
        <translation>세션 열기(&amp;N)…</translation>
    </message>
    <message>
        <source>Sa&amp;ve the session</source>
        <translation>세션 저장(&amp;V)</translation>
    </message>
    <message>
        <source>Save the session &amp;as…</source>
        <translation>다른 이름으로 세션 저장(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Go on with the last session at start</source>
        <translation>시작할 때 지난 세션 이어서 하기(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Export current chart…</source>
        <translation>현재 차트 내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Export error &amp;figures…</source>
        <translation>오차 수치 내보내기(&amp;F)…</translation>
    </message>
    <message>
        <source>Export all &amp;charts of the page…</source>
        <translation>페이지의 모든 차트 내보내기(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Write a report…</source>
        <translation>보고서 쓰기(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Properties of the file</source>
        <translation>파일 속성(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>다시 실행(&amp;R)</translation>
    </message>
    <message>
        <source>Reset &amp;parameters</source>
        <translation>매개변수 초기화(&amp;P)</translation>
    </message>
    <message>
        <source>P&amp;in the current setting</source>
        <translation>현재 설정 고정(&amp;I)</translation>
    </message>
    <message>
        <source>Pin run</source>
        <translation>설정 고정</translation>
    </message>
    <message>
        <source>&amp;Copy chart</source>
        <translation>차트 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;table of the chart</source>
        <translation>차트의 표 복사(&amp;T)</translation>
    </message>
    <message>
        <source>Copy c&amp;ommand</source>
        <translation>명령 복사(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Search tensors</source>
        <translation>텐서 검색(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Memory budget…</source>
        <translation>메모리 한도(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Next tensor</source>
        <translation>다음 텐서(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous tensor</source>
        <translation>이전 텐서(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Worst tensor</source>
        <translation>가장 나쁜 텐서(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Reset zoom</source>
        <translation>확대/축소 초기화(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>뒤로(&amp;B)</translation>
    </message>
    <message>
        <source>The tensor, page, brush or filters before (Alt+Left)</source>
        <translation>이전의 텐서, 페이지, 구간 선택, 필터 (Alt+Left)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>앞으로(&amp;F)</translation>
    </message>
    <message>
        <source>What was before going back (Alt+Right)</source>
        <translation>뒤로 가기 전의 상태 (Alt+Right)</translation>
    </message>
    <message>
        <source>Page: %1</source>
        <translation>페이지: %1</translation>
    </message>
    <message>
        <source>La&amp;yout</source>
        <translation>레이아웃(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>테마(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>시스템(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>언어(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard and mouse</source>
        <translation>키보드와 마우스(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Figures and formulas</source>
        <translation>수치와 수식(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;About Quantscope</source>
        <translation>Quantscope 정보(&amp;A)</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Qt 정보(&amp;Q)</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>무엇이든 찾기…</translation>
    </message>
    <message>
        <source>Find an action, a tensor or a parameter (Ctrl+K)</source>
        <translation>동작, 텐서, 매개변수 찾기 (Ctrl+K)</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>기본</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open a model (Ctrl+O)</source>
        <translation>모델 열기 (Ctrl+O)</translation>
    </message>
    <message>
        <source>no file</source>
        <translation>파일 없음</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게 또는 어둡게</translation>
    </message>
    <message>
        <source>Memory budget</source>
        <translation>메모리 한도</translation>
    </message>
    <message>
        <source>Tensors in memory at most (for example 512 MiB, 4 GiB):</source>
        <translation>메모리에 둘 텐서의 최대 크기(예: 512 MiB, 4 GiB):</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no memory budget: say a size of at least %2</source>
        <translation>&quot;%1&quot;은(는) 메모리 한도가 아닙니다. %2 이상의 크기를 입력하십시오</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG picture (*.svg);;PDF picture (*.pdf);;CSV table (*.csv);;JSON table (*.json)</source>
        <translation>PNG 그림 (*.png);;SVG 그림 (*.svg);;PDF 그림 (*.pdf);;CSV 표 (*.csv);;JSON 표 (*.json)</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 내보내기</translation>
    </message>
    <message>
        <source>Export error figures</source>
        <translation>오차 수치 내보내기</translation>
    </message>
    <message>
        <source>CSV table (*.csv);;JSON table (*.json)</source>
        <translation>CSV 표 (*.csv);;JSON 표 (*.json)</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>%1을(를) 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Export all charts of the page into a folder</source>
        <translation>페이지의 모든 차트를 폴더로 내보내기</translation>
    </message>
    <message>
        <source>quantscope %1</source>
        <translation>quantscope %1</translation>
    </message>
    <message>
        <source>exporting %1</source>
        <translation>%1 내보내는 중</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written</source>
        <translation>내보내기를 취소했습니다. 저장한 파일이 없습니다</translation>
    </message>
    <message>
        <source>This page has no chart to export yet</source>
        <translation>이 페이지에는 아직 내보낼 차트가 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written: %1</source>
        <translation>
            <numerusform>파일 %n개를 저장함: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The charts could not be exported</source>
        <translation>차트를 내보내지 못했습니다</translation>
    </message>
    <message>
        <source>Write a report into a folder</source>
        <translation>폴더에 보고서 쓰기</translation>
    </message>
    <message>
        <source>report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>report: %1</source>
        <translation>보고서: %1</translation>
    </message>
    <message>
        <source>The report could not be written</source>
        <translation>보고서를 쓰지 못했습니다</translation>
    </message>
    <message>
        <source>The report was cancelled; nothing was written</source>
        <translation>보고서를 취소했습니다. 저장한 파일이 없습니다</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation>%1이(가) 없습니다</translation>
    </message>
    <message>
        <source>Import %1 into a model file</source>
        <translation>%1을(를) 모델 파일로 가져오기</translation>
    </message>
    <message>
        <source>Model files (*.h5)</source>
        <translation>모델 파일 (*.h5)</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>모델 열기</translation>
    </message>
    <message>
        <source>Models (*.h5 *.hdf5 *.keras *.safetensors *.npy *.npz *.bin);;HDF5 files (*.h5 *.hdf5);;All files (*)</source>
        <translation>모델 (*.h5 *.hdf5 *.keras *.safetensors *.npy *.npz *.bin);;HDF5 파일 (*.h5 *.hdf5);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Import a Hugging Face folder</source>
        <translation>Hugging Face 폴더 가져오기</translation>
    </message>
    <message>
        <source>This file has no tensors.</source>
        <translation>이 파일에는 텐서가 없습니다.</translation>
    </message>
    <message>
        <source>%1 – Quantscope</source>
        <translation>%1 – Quantscope</translation>
    </message>
    <message>
        <source>Sample model: drag θ. Drop or open a file of your own.</source>
        <translation>예제 모델: θ를 끌어 보십시오. 자신의 파일을 끌어다 놓거나 여십시오.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>%1 has no numeric tensors</source>
        <translation>%1에는 숫자 텐서가 없습니다</translation>
    </message>
    <message>
        <source>%1 has no matrices that a method could quantize; its tensors can be looked at</source>
        <translation>%1에는 방법으로 양자화할 수 있는 행렬이 없습니다. 텐서를 살펴볼 수는 있습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) of the file are no tensors and were passed over</source>
        <translation>
            <numerusform>파일의 객체 %n개는 텐서가 아니어서 건너뛰었습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>A large file: choose a tensor on the left.
Its figures appear there as they become known, the worst with the longest bars.</source>
        <translation>큰 파일: 왼쪽에서 텐서를 선택하십시오.
수치는 계산되는 대로 나타나며, 나쁜 텐서일수록 막대가 깁니다.</translation>
    </message>
    <message>
        <source>No files opened yet</source>
        <translation>아직 연 파일이 없음</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>이 목록 지우기</translation>
    </message>
    <message>
        <source>%1 could not be opened: %2</source>
        <translation>%1을(를) 열지 못했습니다: %2</translation>
    </message>
    <message>
        <source>Opening %1 was cancelled</source>
        <translation>%1 열기를 취소했습니다</translation>
    </message>
    <message>
        <source>opening %1</source>
        <translation>%1 여는 중</translation>
    </message>
    <message numerus="yes">
        <source>%1 was imported; %n thing(s) to know</source>
        <translation>
            <numerusform>%1을(를) 가져왔습니다. 알아 둘 것 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be restored</source>
        <translation>%1을(를) 복원하지 못했습니다</translation>
    </message>
    <message>
        <source>the last session</source>
        <translation>지난 세션</translation>
    </message>
    <message>
        <source>The last session could not be restored</source>
        <translation>지난 세션을 복원하지 못했습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of %1 could not be restored</source>
        <translation>
            <numerusform>%1의 %n개 부분을 복원하지 못했습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 names no model file</source>
        <translation>%1에 모델 파일이 적혀 있지 않습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of the session do not suit this file</source>
        <translation>
            <numerusform>세션의 %n개 부분이 이 파일과 맞지 않습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>세션 열기</translation>
    </message>
    <message>
        <source>Sessions and exported pictures (*.quantscope *.png);;All files (*)</source>
        <translation>세션과 내보낸 그림 (*.quantscope *.png);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>세션 저장</translation>
    </message>
    <message>
        <source>Sessions (*.quantscope)</source>
        <translation>세션 (*.quantscope)</translation>
    </message>
    <message>
        <source>The session could not be kept for the next start</source>
        <translation>다음 시작을 위한 세션을 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>&amp;What is this?</source>
        <translation>설명 보기(&amp;W)</translation>
    </message>
    <message>
        <source>This is a derived model: %1</source>
        <translation>파생 모델입니다: %1</translation>
    </message>
    <message>
        <source>Its function is that of the model that it was made from, its values are not. Inputs are known once activations are captured.</source>
        <translation>함수는 원래 모델과 같지만 값은 다릅니다. 입력은 활성값을 수집하면 알 수 있습니다.</translation>
    </message>
    <message>
        <source>Capture activations…</source>
        <translation>활성값 수집…</translation>
    </message>
    <message>
        <source>writing %1</source>
        <translation>%1 쓰는 중</translation>
    </message>
    <message>
        <source>The captured inputs of %1 do not suit this model</source>
        <translation>%1의 수집한 입력이 이 모델에 맞지 않습니다</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>모델(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Capture activations…</source>
        <translation>활성값 수집(&amp;C)…</translation>
    </message>
    <message>
        <source>Run the model on a text and keep what its linear layers are fed with</source>
        <translation>모델을 텍스트에 실행하여 선형층에 들어가는 입력을 보관합니다</translation>
    </message>
    <message>
        <source>&amp;Join captured inputs of a file…</source>
        <translation>파일의 수집한 입력 합치기(&amp;J)…</translation>
    </message>
    <message>
        <source>Inputs that quantscope-cli calibrate or an earlier session captured from this model</source>
        <translation>quantscope-cli calibrate나 이전 세션이 이 모델에서 수집한 입력</translation>
    </message>
    <message>
        <source>&amp;Save captured inputs as…</source>
        <translation>수집한 입력을 다른 이름으로 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>A model file that holds /activations only; the cache may be emptied, this is not</source>
        <translation>/activations만 든 모델 파일입니다. 캐시는 비워질 수 있지만 이 파일은 남습니다</translation>
    </message>
    <message>
        <source>&amp;Leave captured inputs out</source>
        <translation>수집한 입력 빼기(&amp;L)</translation>
    </message>
    <message>
        <source>The inputs that the model file itself holds, if any, are shown again</source>
        <translation>모델 파일에 원래 든 입력이 있으면 다시 보입니다</translation>
    </message>
    <message>
        <source>&amp;Emulate outliers…</source>
        <translation>이상치 흉내 내기(&amp;E)…</translation>
    </message>
    <message>
        <source>A copy of the model with outlier channels and the same function</source>
        <translation>이상치 채널이 있고 함수는 같은 모델 사본</translation>
    </message>
    <message>
        <source>Cancelled: the captured inputs are as they were</source>
        <translation>취소함: 수집한 입력은 그대로입니다</translation>
    </message>
    <message>
        <source>Captured inputs on &quot;%1&quot;, from the cache</source>
        <translation>&quot;%1&quot;에서 수집한 입력(캐시에서)</translation>
    </message>
    <message>
        <source>Captured inputs on &quot;%1&quot;</source>
        <translation>&quot;%1&quot;에서 수집한 입력</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Outliers cannot be emulated in %1</source>
        <translation>%1에서는 이상치를 흉내 낼 수 없습니다</translation>
    </message>
    <message>
        <source>Save the model with emulated outliers</source>
        <translation>이상치를 흉내 낸 모델 저장</translation>
    </message>
    <message>
        <source>Model files (%1)</source>
        <translation>모델 파일 (%1)</translation>
    </message>
    <message>
        <source>Join captured inputs</source>
        <translation>수집한 입력 합치기</translation>
    </message>
    <message>
        <source>Captured inputs (%1);;All files (*)</source>
        <translation>수집한 입력 (%1);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Save captured inputs</source>
        <translation>수집한 입력 저장</translation>
    </message>
    <message>
        <source>%1 inputs.h5</source>
        <translation>%1 입력.h5</translation>
    </message>
    <message>
        <source>Captured inputs (%1)</source>
        <translation>수집한 입력 (%1)</translation>
    </message>
    <message>
        <source>captured inputs: %1</source>
        <translation>수집한 입력: %1</translation>
    </message>
    <message>
        <source>Inputs are being captured; cancel that first (in the status bar)</source>
        <translation>입력을 수집하는 중입니다. 먼저 상태 표시줄에서 취소하십시오</translation>
    </message>
    <message>
        <source>This did not work: %1</source>
        <translation>되지 않았습니다: %1</translation>
    </message>
    <message>
        <source>&amp;Accelerator</source>
        <translation>가속기(&amp;A)</translation>
    </message>
    <message>
        <source>View: %1</source>
        <translation>보기: %1</translation>
    </message>
    <message>
        <source>&amp;Next accelerator</source>
        <translation>다음 가속기(&amp;N)</translation>
    </message>
    <message>
        <source>The next one of the list</source>
        <translation>목록의 다음 가속기</translation>
    </message>
    <message>
        <source>&amp;Previous accelerator</source>
        <translation>이전 가속기(&amp;P)</translation>
    </message>
    <message>
        <source>The one before in the list</source>
        <translation>목록의 이전 가속기</translation>
    </message>
    <message>
        <source>&amp;Derivation…</source>
        <translation>유도(&amp;D)…</translation>
    </message>
    <message>
        <source>How each number came about: the formula with this case&apos;s values</source>
        <translation>각 수가 나온 과정: 이 경우의 값을 넣은 공식</translation>
    </message>
    <message>
        <source>&amp;Figures of the accelerator</source>
        <translation>가속기의 수치(&amp;F)</translation>
    </message>
    <message>
        <source>All its numbers with their units, sources and marks</source>
        <translation>모든 수치와 단위, 출처, 표시</translation>
    </message>
    <message>
        <source>&amp;Copy and edit</source>
        <translation>복사하여 편집(&amp;C)</translation>
    </message>
    <message>
        <source>Makes an accelerator of your own with these figures, to change them</source>
        <translation>이 수치로 사용자 가속기를 만들어 바꿀 수 있게 합니다</translation>
    </message>
    <message>
        <source>&amp;Import an accelerator…</source>
        <translation>가속기 가져오기(&amp;I)…</translation>
    </message>
    <message>
        <source>Reads a description from a JSON file</source>
        <translation>JSON 파일에서 설명을 읽습니다</translation>
    </message>
    <message>
        <source>&amp;Export the accelerator…</source>
        <translation>가속기 내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Writes this description to a JSON file</source>
        <translation>이 설명을 JSON 파일에 씁니다</translation>
    </message>
    <message>
        <source>&amp;Measure this computer</source>
        <translation>이 컴퓨터 측정(&amp;M)</translation>
    </message>
    <message>
        <source>A micro-benchmark of about a second, with progress in the status bar</source>
        <translation>약 1초의 마이크로 벤치마크, 진행은 상태 표시줄에</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::MethodPanel</name>
    <message>
        <source>&amp;Method</source>
        <translation>방법(&amp;M)</translation>
    </message>
    <message>
        <source>About this method</source>
        <translation>이 방법 정보</translation>
    </message>
    <message>
        <source>Search best θ</source>
        <translation>최적 θ 탐색</translation>
    </message>
    <message>
        <source>Tries many values of θ on the captured inputs and takes the one with the least error of the output</source>
        <translation>수집한 입력에서 여러 θ를 시도해 출력 오차가 가장 작은 것을 선택합니다</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>All parameters of the method back to their defaults for this layer</source>
        <translation>이 층에서 방법의 모든 매개변수를 기본값으로</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>The quantscope-cli line that gives the same figures</source>
        <translation>같은 수치를 내는 quantscope-cli 명령줄</translation>
    </message>
    <message>
        <source>Choose a tensor on the left.</source>
        <translation>왼쪽에서 텐서를 선택하십시오.</translation>
    </message>
    <message>
        <source>method %1</source>
        <translation>방법 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n parameter(s)</source>
        <translation>
            <numerusform>매개변수 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>The search needs the layer&apos;s weights and captured inputs</source>
        <translation>탐색하려면 층의 가중치와 수집한 입력이 필요합니다</translation>
    </message>
    <message>
        <source>▨ preview: sample of %1 values</source>
        <translation>▨ 미리 보기: 값 %1개의 표본</translation>
    </message>
    <message>
        <source>full result in %1</source>
        <translation>전체 결과, %1</translation>
    </message>
    <message>
        <source>Use θ = %1 by hand</source>
        <translation>θ = %1을(를) 직접 값으로 사용</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>결과 없음</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::Navigator</name>
    <message>
        <source>Search: down_proj, *.3.*_proj</source>
        <translation>검색: down_proj, *.3.*_proj</translation>
    </message>
    <message>
        <source>Part of a name, or a pattern with * ? [ ]</source>
        <translation>이름의 일부 또는 * ? [ ]를 쓴 패턴</translation>
    </message>
    <message>
        <source>Search tensors</source>
        <translation>텐서 검색</translation>
    </message>
    <message>
        <source>Kind of the tensors shown</source>
        <translation>보여 줄 텐서의 종류</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Order of the blocks and of the tensors in them</source>
        <translation>블록과 그 안의 텐서의 순서</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>File order</source>
        <translation>파일 순서</translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation>나쁜 순</translation>
    </message>
    <message>
        <source>Outlier ratio</source>
        <translation>이상치 배율</translation>
    </message>
    <message>
        <source>Absmax</source>
        <translation>최대 |x|</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>첨도</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>choice of kind</source>
        <translation>종류 선택</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>모든 종류</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>텐서 %1개</translation>
    </message>
    <message>
        <source>%1 of %2 tensors</source>
        <translation>텐서 %2개 중 %1개</translation>
    </message>
    <message>
        <source>show the selected tensor</source>
        <translation>선택한 텐서 보기</translation>
    </message>
    <message>
        <source>This file is not the model that it was made from: %1</source>
        <translation>이 파일은 원래 모델이 아닙니다: %1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::OutlierDialog</name>
    <message>
        <source>Emulate outliers in %1</source>
        <translation>%1에서 이상치 흉내 내기</translation>
    </message>
    <message>
        <source>Gives a model without outlier channels some: gains of the norms are multiplied by a ratio and the columns of the layers behind them divided by it, so that the model&apos;s function stays the same in floating point. A copy is written; the model file is not changed.</source>
        <translation>이상치 채널이 없는 모델에 이상치를 만듭니다. 정규화의 이득에 배율을 곱하고 그 뒤 층의 열을 같은 배율로 나누므로 부동소수점에서 모델의 함수는 그대로입니다. 사본을 쓰며 모델 파일은 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>사전 설정(&amp;P)</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>사전 설정</translation>
    </message>
    <message>
        <source>own values</source>
        <translation>직접 정한 값</translation>
    </message>
    <message>
        <source>&amp;Open a temporary copy</source>
        <translation>임시 사본 열기(&amp;O)</translation>
    </message>
    <message>
        <source>Written into the cache, which is emptied when it grows large</source>
        <translation>캐시에 쓰며, 캐시가 커지면 비워집니다</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>다른 이름으로 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>Every view, report and export of the copy says: %1</source>
        <translation>사본의 모든 화면, 보고서, 내보내기에 표시됩니다: %1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::PaletteModel</name>
    <message>
        <source>disabled: %1</source>
        <translation>쓸 수 없음: %1</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::ReportJob</name>
    <message>
        <source>drawing charts</source>
        <translation>차트 그리는 중</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::RunList</name>
    <message>
        <source>pin %1</source>
        <translation>%1 고정</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>%1 제거</translation>
    </message>
    <message>
        <source>rename %1</source>
        <translation>%1(으)로 이름 바꾸기</translation>
    </message>
    <message>
        <source>show %1</source>
        <translation>%1 표시</translation>
    </message>
    <message>
        <source>hide %1</source>
        <translation>%1 숨기기</translation>
    </message>
    <message>
        <source>no baseline</source>
        <translation>기준 없음</translation>
    </message>
    <message>
        <source>baseline %1</source>
        <translation>기준 %1</translation>
    </message>
    <message>
        <source>%1 (baseline)</source>
        <translation>%1 (기준)</translation>
    </message>
    <message>
        <source>%1, shown</source>
        <translation>%1, 표시함</translation>
    </message>
    <message>
        <source>%1, hidden</source>
        <translation>%1, 숨김</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>%1 끔</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::RunsPanel</name>
    <message>
        <source>There is no setting to pin yet: choose a method first.</source>
        <translation>아직 고정할 설정이 없습니다. 먼저 방법을 선택하십시오.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) are pinned, the most there can be. Remove one first.</source>
        <translation>
            <numerusform>최대 개수인 %n개 실행이 고정되어 있습니다. 먼저 하나를 제거하십시오.</numerusform>
        </translation>
    </message>
    <message>
        <source>This setting is pinned already, as “%1”.</source>
        <translation>이 설정은 이미 “%1”(으)로 고정되어 있습니다.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Pin current setting</source>
        <translation>현재 설정 고정</translation>
    </message>
    <message>
        <source>Keeps method and parameters as they are now under a name (Ctrl+D)</source>
        <translation>현재 방법과 매개변수를 이름을 붙여 보관합니다 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Pin a setting (Ctrl+D) to compare it with the next ones.</source>
        <translation>설정을 고정(Ctrl+D)하면 다음 설정과 비교할 수 있습니다.</translation>
    </message>
    <message>
        <source>Pinned runs</source>
        <translation>고정한 실행</translation>
    </message>
    <message>
        <source>Settings that you pinned. The eye shows a run over the pictures or hides it; F2 renames it, Delete removes it, Enter or a double click puts its setting back into the method panel.</source>
        <translation>고정한 설정입니다. 눈 표시는 실행을 그림에 보이거나 숨깁니다. F2는 이름을 바꾸고, Delete는 제거하며, Enter나 두 번 클릭은 설정을 방법 패널로 되돌립니다.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>Puts the setting back into the method panel</source>
        <translation>설정을 방법 패널로 되돌립니다</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Hide in pictures</source>
        <translation>그림에서 숨기기</translation>
    </message>
    <message>
        <source>Show in pictures</source>
        <translation>그림에 표시</translation>
    </message>
    <message>
        <source>No baseline</source>
        <translation>기준 없음</translation>
    </message>
    <message>
        <source>Set as baseline</source>
        <translation>기준으로 설정</translation>
    </message>
    <message>
        <source>Copy quantscope-cli command</source>
        <translation>quantscope-cli 명령 복사</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::ScreenshotTour</name>
    <message>
        <source>the folder %1 cannot be made</source>
        <translation>폴더 %1을(를) 만들 수 없습니다</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>%1을(를) 저장할 수 없습니다</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::SearchCurveView</name>
    <message>
        <source>Search</source>
        <translation>탐색</translation>
    </message>
    <message>
        <source>output MSE</source>
        <translation>출력 MSE</translation>
    </message>
    <message>
        <source>Least error of the output, %1, at θ = %2; %3 values tried.</source>
        <translation>출력의 최소 오차는 θ = %2에서 %1; 값 %3개를 시도했습니다.</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::Session</name>
    <message>
        <source>%1 is not in this file</source>
        <translation>%1이(가) 이 파일에 없습니다</translation>
    </message>
    <message>
        <source>this is too large for a session</source>
        <translation>세션이라기에는 너무 큽니다</translation>
    </message>
    <message>
        <source>choose a session file</source>
        <translation>세션 파일을 선택하십시오</translation>
    </message>
    <message>
        <source>this is no session: %1 at byte %2</source>
        <translation>세션이 아닙니다: 바이트 %2에서 %1</translation>
    </message>
    <message>
        <source>no JSON object</source>
        <translation>JSON 객체가 아님</translation>
    </message>
    <message>
        <source>choose a file that File → Save session wrote</source>
        <translation>파일 → 세션 저장으로 만든 파일을 선택하십시오</translation>
    </message>
    <message>
        <source>The session is damaged from byte %1 on (%2); what stands before is used.</source>
        <translation>세션이 바이트 %1부터 손상되었습니다(%2). 그 앞부분을 사용합니다.</translation>
    </message>
    <message>
        <source>the session cannot be read: %1</source>
        <translation>세션을 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>this picture carries no session</source>
        <translation>이 그림에는 세션이 들어 있지 않습니다</translation>
    </message>
    <message>
        <source>this is no picture</source>
        <translation>그림이 아닙니다</translation>
    </message>
    <message>
        <source>PNG pictures that this program exported carry one</source>
        <translation>이 프로그램이 내보낸 PNG 그림에는 세션이 들어 있습니다</translation>
    </message>
    <message>
        <source>the setting</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>the outlier factor %1 lies outside %2 to %3</source>
        <translation>이상치 배수 %1이(가) %2–%3 범위를 벗어납니다</translation>
    </message>
    <message>
        <source>nothing in this session can be used: %1</source>
        <translation>이 세션에서 쓸 수 있는 것이 없습니다: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not of the kind that it must be</source>
        <translation>&quot;%1&quot;의 종류가 맞지 않습니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has %2 letters</source>
        <translation>&quot;%1&quot;의 길이가 %2자입니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no whole number from %2 to %3</source>
        <translation>&quot;%1&quot;은(는) %2부터 %3까지의 정수가 아닙니다</translation>
    </message>
    <message>
        <source>the path of the model is no place of this machine</source>
        <translation>모델의 경로가 이 컴퓨터의 위치가 아닙니다</translation>
    </message>
    <message>
        <source>the model was expected at %1 and is not there: put it back, or open it from where it is now; the settings are kept</source>
        <translation>모델이 %1에 없습니다: 되돌려 놓거나 지금 있는 곳에서 여십시오. 설정은 유지됩니다</translation>
    </message>
    <message>
        <source> or at </source>
        <translation> 또는 </translation>
    </message>
    <message>
        <source>%1: %2 has no parameter &quot;%3&quot;</source>
        <translation>%1: %2에는 매개변수 &quot;%3&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: this program has no method &quot;%2&quot;</source>
        <translation>%1: 이 프로그램에는 방법 &quot;%2&quot;이(가) 없습니다</translation>
    </message>
    <message>
        <source>remembered values</source>
        <translation>기억한 값</translation>
    </message>
    <message>
        <source>the session has %1 runs; the first %2 are used</source>
        <translation>세션에 실행이 %1개 있어 처음 %2개를 사용합니다</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>실행 %1</translation>
    </message>
    <message>
        <source>%1: there is another run of the name &quot;%2&quot;</source>
        <translation>%1: 이름이 &quot;%2&quot;인 실행이 이미 있습니다</translation>
    </message>
    <message>
        <source>the brushed range is no range</source>
        <translation>선택한 구간이 올바른 범위가 아닙니다</translation>
    </message>
    <message>
        <source>the brush has %1 channels</source>
        <translation>구간 선택에 채널이 %1개 있습니다</translation>
    </message>
    <message>
        <source>the session has %1 filters; the first %2 are used</source>
        <translation>세션에 필터가 %1개 있어 처음 %2개를 사용합니다</translation>
    </message>
    <message>
        <source>a filter&apos;s pattern has %1 letters</source>
        <translation>필터 패턴의 길이가 %1자입니다</translation>
    </message>
    <message>
        <source>the choices of page &quot;%1&quot; are no choices</source>
        <translation>페이지 &quot;%1&quot;의 선택이 올바르지 않습니다</translation>
    </message>
    <message>
        <source>the layout of the window is damaged</source>
        <translation>창의 레이아웃이 손상되었습니다</translation>
    </message>
    <message>
        <source>this is no session: &quot;format&quot; is not &quot;%1&quot;</source>
        <translation>세션이 아닙니다: &quot;format&quot;이 &quot;%1&quot;이(가) 아닙니다</translation>
    </message>
    <message>
        <source>the session has format version %1; this program reads up to version %2</source>
        <translation>세션의 형식 버전은 %1이고, 이 프로그램은 버전 %2까지 읽습니다</translation>
    </message>
    <message>
        <source>open it with the program that wrote it, or update this one</source>
        <translation>세션을 저장한 프로그램으로 열거나 이 프로그램을 업데이트하십시오</translation>
    </message>
    <message>
        <source>the session does not say its version; it is read as version %1</source>
        <translation>세션에 버전이 없어 버전 %1로 읽습니다</translation>
    </message>
    <message>
        <source>the captured inputs were expected at %1 and are not there: capture them again (menu Model)</source>
        <translation>수집한 입력이 %1에 있어야 하지만 없습니다. 다시 수집하십시오(메뉴 모델)</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::TensorModel</name>
    <message>
        <source>block %1</source>
        <translation>블록 %1</translation>
    </message>
    <message>
        <source>outside the blocks</source>
        <translation>블록 밖</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>텐서 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the figures are the worst of its tensors</source>
        <translation>%1: 수치는 텐서 중 가장 나쁜 값입니다</translation>
    </message>
    <message>
        <source>→ %1 input</source>
        <translation>→ %1 입력</translation>
    </message>
    <message>
        <source>→ %1 input maxima</source>
        <translation>→ %1 입력 최댓값</translation>
    </message>
    <message>
        <source>%1 tokens × %2 channels</source>
        <translation>토큰 %1개 × 채널 %2개</translation>
    </message>
    <message>
        <source>largest magnitude of each of %1 channels</source>
        <translation>채널 %1개 각각의 최대 크기</translation>
    </message>
    <message>
        <source>%1 input × %2 output features</source>
        <translation>입력 %1개 × 출력 특징 %2개</translation>
    </message>
    <message>
        <source>%1 output × %2 input features</source>
        <translation>출력 %1개 × 입력 특징 %2개</translation>
    </message>
    <message>
        <source>element type; %1 in memory</source>
        <translation>원소 형식; 메모리 %1</translation>
    </message>
    <message>
        <source>largest magnitude, in the units of the tensor</source>
        <translation>최대 크기, 텐서의 단위</translation>
    </message>
    <message numerus="yes">
        <source>outlier ratio: largest channel maximum over the median one (no unit); %n channel(s) above 6 × median</source>
        <translation>
            <numerusform>이상치 배율: 가장 큰 채널 최댓값을 채널 최댓값의 중앙값으로 나눈 값(단위 없음); 중앙값의 6 × 초과 채널 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>outlier ratio: largest channel maximum over the median one (no unit)</source>
        <translation>이상치 배율: 가장 큰 채널 최댓값을 채널 최댓값의 중앙값으로 나눈 값(단위 없음)</translation>
    </message>
    <message>
        <source>kurtosis (no unit): 3 for a normal distribution, more for heavier tails</source>
        <translation>첨도(단위 없음): 정규 분포는 3, 꼬리가 무거울수록 커짐</translation>
    </message>
    <message>
        <source>badness: logarithm of the outlier ratio; the bar is full from a ratio of 100 on</source>
        <translation>난이도: 이상치 배율의 로그. 배율이 100 이상이면 막대가 가득 참</translation>
    </message>
    <message>
        <source>single</source>
        <translation>단일 값</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Absmax</source>
        <translation>최대 |x|</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>첨도</translation>
    </message>
    <message>
        <source>Badness</source>
        <translation>난이도</translation>
    </message>
    <message>
        <source>Outlier ratio: largest channel maximum over the median one. Click to sort</source>
        <translation>이상치 배율: 가장 큰 채널 최댓값을 채널 최댓값의 중앙값으로 나눈 값. 클릭하면 정렬</translation>
    </message>
    <message>
        <source>Click to sort; the name column restores the order of the file</source>
        <translation>클릭하면 정렬. 이름 열을 클릭하면 파일 순서로 되돌림</translation>
    </message>
    <message>
        <source>%1 values are not finite</source>
        <translation>유한하지 않은 값 %1개</translation>
    </message>
    <message>
        <source>captured input, joined to the model file</source>
        <translation>수집한 입력, 모델 파일에 합친 것</translation>
    </message>
    <message>
        <source>captured input, stored in the model file</source>
        <translation>수집한 입력, 모델 파일에 든 것</translation>
    </message>
    <message>
        <source>text: %1</source>
        <translation>텍스트: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) kept</source>
        <translation>
            <numerusform>토큰 %n개 보관</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n window(s) of at most %1 tokens</source>
        <translation>
            <numerusform>최대 %1 토큰인 창 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s) run</source>
        <translation>
            <numerusform>토큰 %n개 실행</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quantscope::gui::TilePictures</name>
    <message>
        <source>maxima alone</source>
        <translation>최댓값만 있음</translation>
    </message>
    <message>
        <source>no finite value</source>
        <translation>유한한 값 없음</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::WelcomePage</name>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Open the sample model</source>
        <translation>예제 모델 열기</translation>
    </message>
    <message>
        <source>&lt;h3&gt;No model is open&lt;/h3&gt;&lt;p&gt;Drop an HDF5 file, a Hugging Face folder, or a safetensors, NumPy or llama2.c file here, or choose one.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;열린 모델이 없습니다&lt;/h3&gt;&lt;p&gt;HDF5 파일, Hugging Face 폴더, safetensors·NumPy·llama2.c 파일을 여기에 끌어다 놓거나 선택하십시오.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>quantscope::gui::WindowLayouts</name>
    <message>
        <source>Save the layout</source>
        <translation>레이아웃 저장</translation>
    </message>
    <message>
        <source>Name of the layout:</source>
        <translation>레이아웃 이름:</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>집중</translation>
    </message>
    <message>
        <source>Only the pages</source>
        <translation>페이지만</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Runs and history beside the pages</source>
        <translation>페이지 옆에 실행과 기록</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>탐색</translation>
    </message>
    <message>
        <source>Tensors and runs left, the method right</source>
        <translation>왼쪽에 텐서와 실행, 오른쪽에 방법</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>다른 이름으로 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>삭제(&amp;D)</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::BadnessDelegate</name>
    <message>
        <source>badness %1 of 1</source>
        <translation>난이도 %1 (최대 1)</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::BarChartView</name>
    <message>
        <source>%1 (baseline)</source>
        <translation>%1 (기준)</translation>
    </message>
    <message>
        <source>better</source>
        <translation>나아짐</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>나빠짐</translation>
    </message>
    <message>
        <source>groups in sight</source>
        <translation>보이는 묶음</translation>
    </message>
    <message>
        <source>linear y</source>
        <translation>선형 y</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>로그 y</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y축 눈금</translation>
    </message>
    <message>
        <source>values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>differences from the baseline</source>
        <translation>기준과의 차이</translation>
    </message>
    <message>
        <source>values or differences</source>
        <translation>값 또는 차이</translation>
    </message>
    <message>
        <source>Differences need a baseline</source>
        <translation>차이를 보려면 기준이 필요합니다</translation>
    </message>
    <message>
        <source>Bars show values, or differences from %1</source>
        <translation>막대는 값 또는 %1과(와)의 차이를 보여 줍니다</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
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
        <translation>%1: 아직 계산하지 않음</translation>
    </message>
    <message>
        <source>± standard error</source>
        <translation>± 표준 오차</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>끝나지 않음</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <comment>value and its standard error</comment>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>지금까지 %1</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ChannelProfileOptions</name>
    <message>
        <source>list</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>in place</source>
        <translation>제자리</translation>
    </message>
    <message>
        <source>sorted</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>linear y</source>
        <translation>선형 y</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>로그 y</translation>
    </message>
    <message>
        <source>original channels</source>
        <translation>원래 채널</translation>
    </message>
    <message>
        <source>after reassembly</source>
        <translation>재조립 후</translation>
    </message>
    <message>
        <source>mark above θ</source>
        <translation>θ 초과 표시</translation>
    </message>
    <message>
        <source>mark above k × median</source>
        <translation>중앙값 × k 초과 표시</translation>
    </message>
    <message>
        <source>k = </source>
        <translation>k = </translation>
    </message>
    <message>
        <source>Channels above k times the median channel are marked (default 5)</source>
        <translation>중앙값 채널의 k배를 넘는 채널을 표시합니다(기본값 5)</translation>
    </message>
    <message>
        <source>List of the marked channels</source>
        <translation>표시한 채널의 목록</translation>
    </message>
    <message>
        <source>order of channels</source>
        <translation>채널 순서</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y축 눈금</translation>
    </message>
    <message>
        <source>channels shown</source>
        <translation>보여 줄 채널</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>한계</translation>
    </message>
    <message>
        <source>k times the median</source>
        <translation>중앙값의 k배</translation>
    </message>
    <message>
        <source>list of marked channels</source>
        <translation>표시한 채널의 목록</translation>
    </message>
    <message>
        <source>This method has no θ</source>
        <translation>이 방법에는 θ가 없습니다</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ChannelProfileView</name>
    <message>
        <source>split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>병합</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>channel %1: %2</source>
        <translation>채널 %1: %2</translation>
    </message>
    <message>
        <source>%1 × median</source>
        <translation>중앙값 × %1</translation>
    </message>
    <message>
        <source>band</source>
        <translation>띠</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1: %2–%3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>above the limit %1</source>
        <translation>한계 %1 초과</translation>
    </message>
    <message>
        <source>below the limit %1</source>
        <translation>한계 %1 미만</translation>
    </message>
    <message>
        <source>channel, the largest of %1 kept first</source>
        <translation>채널, 남긴 %1개를 큰 순으로 먼저</translation>
    </message>
    <message>
        <source>channel, %1 kept</source>
        <translation>채널, %1개 남김</translation>
    </message>
    <message>
        <source>rank of the channel, largest first</source>
        <translation>채널 순위, 큰 순</translation>
    </message>
    <message>
        <source>kernel channel</source>
        <translation>커널 채널</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>absmax</source>
        <translation>최대 |x|</translation>
    </message>
    <message>
        <source>median %1</source>
        <translation>중앙값 %1</translation>
    </message>
    <message>
        <source>%1 × median = %2</source>
        <translation>중앙값 × %1 = %2</translation>
    </message>
    <message>
        <source>▼ %1 above the limit</source>
        <translation>▼ 한계 초과 %1</translation>
    </message>
    <message>
        <source>◆ split</source>
        <translation>◆ 분할</translation>
    </message>
    <message>
        <source>■ merged</source>
        <translation>■ 병합</translation>
    </message>
    <message>
        <source>percentile band</source>
        <translation>백분위수 띠</translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>채널 %1</translation>
    </message>
    <message>
        <source>%1 under the pointer</source>
        <translation>포인터 아래 %1</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ChartFrame</name>
    <message>
        <source>Axes and bins</source>
        <translation>축과 구간</translation>
    </message>
    <message>
        <source>Show the numbers as a table</source>
        <translation>수치를 표로 보기</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>전체 크기</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Export picture or table</source>
        <translation>그림 또는 표 내보내기</translation>
    </message>
    <message>
        <source>Table as %1…</source>
        <translation>표를 %1(으)로…</translation>
    </message>
    <message>
        <source>Picture as %1…</source>
        <translation>그림을 %1(으)로…</translation>
    </message>
    <message>
        <source>Back to all charts</source>
        <translation>모든 차트로 돌아가기</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>표 복사</translation>
    </message>
    <message>
        <source>Export as %1…</source>
        <translation>%1(으)로 내보내기…</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation>보기 초기화</translation>
    </message>
    <message>
        <source>%1 was not written</source>
        <translation>%1을(를) 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>The picture was not copied</source>
        <translation>그림을 복사하지 못했습니다</translation>
    </message>
    <message>
        <source>Export as %1</source>
        <translation>%1(으)로 내보내기</translation>
    </message>
    <message>
        <source>%1 files (*.%2)</source>
        <translation>%1 파일 (*.%2)</translation>
    </message>
    <message>
        <source>Undo zoom</source>
        <translation>확대 취소</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::CurvesView</name>
    <message>
        <source>from low to high</source>
        <translation>하한에서 상한까지</translation>
    </message>
    <message>
        <source>the bound changes</source>
        <translation>한계가 바뀜</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>들어가지 않음</translation>
    </message>
    <message>
        <source>%1: does not fit</source>
        <translation>%1: 들어가지 않음</translation>
    </message>
    <message>
        <source>%1 of %2 do not fit</source>
        <translation>%2 중 %1 들어가지 않음</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>linear y</source>
        <translation>선형 y</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>로그 y</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y 축척</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>값 없음</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1(%2~%3)</translation>
    </message>
    <message>
        <source>, does not fit</source>
        <translation>, 들어가지 않음</translation>
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
        <translation>제목과 설명</translation>
    </message>
    <message>
        <source>Export picture as %1</source>
        <translation>그림을 %1(으)로 내보내기</translation>
    </message>
    <message>
        <source>As on screen</source>
        <translation>화면 그대로</translation>
    </message>
    <message>
        <source>Light colours, for print</source>
        <translation>밝은 색, 인쇄용</translation>
    </message>
    <message>
        <source>For papers: white, sans-serif, thin lines</source>
        <translation>논문용: 흰 바탕, 산세리프, 가는 선</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>millimetres</source>
        <translation>밀리미터</translation>
    </message>
    <message>
        <source>free</source>
        <translation>자유</translation>
    </message>
    <message>
        <source>single column, %1 mm</source>
        <translation>1단, %1 mm</translation>
    </message>
    <message>
        <source>double column, %1 mm</source>
        <translation>2단, %1 mm</translation>
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
        <translation>인치당 %1점</translation>
    </message>
    <message>
        <source>Preview of the picture</source>
        <translation>그림 미리 보기</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>스타일</translation>
    </message>
    <message>
        <source>Size in</source>
        <translation>크기 단위</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>단 너비</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>해상도</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Only for sizes in millimetres</source>
        <translation>밀리미터 크기에만 적용됩니다</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 픽셀</translation>
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
        <translation>프로파일</translation>
    </message>
    <message>
        <source>magnitude |x|</source>
        <translation>크기 |x|</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>부호 있음</translation>
    </message>
    <message>
        <source>Magnitudes in one hue range, or negative values blue and positive ones orange</source>
        <translation>크기를 한 계열의 색으로, 또는 음수는 파랑·양수는 주황으로</translation>
    </message>
    <message>
        <source>log colours</source>
        <translation>로그 색</translation>
    </message>
    <message>
        <source>linear colours</source>
        <translation>선형 색</translation>
    </message>
    <message>
        <source>Logarithmic colours; of signed values linear near zero, on both sides alike</source>
        <translation>로그 색. 부호 있는 값은 0 부근에서 선형이며 양쪽이 같습니다</translation>
    </message>
    <message>
        <source>Colour map of magnitudes; even in lightness and safe for colour blindness</source>
        <translation>크기의 색상표. 밝기가 고르고 색각 이상에도 안전합니다</translation>
    </message>
    <message>
        <source>dim other channels</source>
        <translation>다른 채널 흐리게</translation>
    </message>
    <message>
        <source>leave out other channels</source>
        <translation>다른 채널 제외</translation>
    </message>
    <message>
        <source>What becomes of the channels that the filter does not keep</source>
        <translation>필터를 통과하지 못한 채널을 어떻게 보일지</translation>
    </message>
    <message>
        <source>Largest magnitude of each column above and of each row beside the map</source>
        <translation>열마다 최대 크기를 위에, 행마다 최대 크기를 옆에 보입니다</translation>
    </message>
    <message>
        <source>values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>scale of the colours</source>
        <translation>색 눈금</translation>
    </message>
    <message>
        <source>colour map</source>
        <translation>색상표</translation>
    </message>
    <message>
        <source>other channels</source>
        <translation>다른 채널</translation>
    </message>
    <message>
        <source>profiles of rows and columns</source>
        <translation>행과 열의 프로파일</translation>
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
        <translation>포인터 아래 값 %1개 중 최대: %2</translation>
    </message>
    <message>
        <source>largest |x| of the column %1, of the row %2</source>
        <translation>열의 최대 |x| %1, 행의 최대 |x| %2</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message numerus="yes">
        <source>▼ %n outlier channel(s)</source>
        <translation>
            <numerusform>▼ 이상치 채널 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>◯ %n massive value(s)</source>
        <translation>
            <numerusform>◯ 거대값 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not finite</source>
        <translation>
            <numerusform>유한하지 않은 값 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::HistogramOptions</name>
    <message>
        <source>linear</source>
        <translation>선형</translation>
    </message>
    <message>
        <source>log |x|</source>
        <translation>로그 |x|</translation>
    </message>
    <message>
        <source>symmetric log</source>
        <translation>대칭 로그</translation>
    </message>
    <message>
        <source>log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>count</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>mass</source>
        <translation>질량</translation>
    </message>
    <message>
        <source>Number of values in each bin</source>
        <translation>구간마다 값의 개수</translation>
    </message>
    <message>
        <source>Share of Σ x² in each bin: where the energy lies</source>
        <translation>구간마다 Σ x²의 비율: 에너지가 있는 곳</translation>
    </message>
    <message>
        <source>number</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>width</source>
        <translation>폭</translation>
    </message>
    <message>
        <source>square root</source>
        <translation>제곱근</translation>
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
        <translation>구간 수, 1–4096 (기본값 200)</translation>
    </message>
    <message>
        <source>Width of a bin in units of the values; on the linear scale only</source>
        <translation>값의 단위로 나타낸 구간 폭. 선형 눈금에서만</translation>
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
        <translation>구간</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y축 눈금</translation>
    </message>
    <message>
        <source>number of bins</source>
        <translation>구간 수</translation>
    </message>
    <message>
        <source>width of a bin</source>
        <translation>구간 폭</translation>
    </message>
    <message>
        <source>Width of a bin in units of the values</source>
        <translation>값의 단위로 나타낸 구간 폭</translation>
    </message>
    <message>
        <source>A fixed width needs the linear x scale</source>
        <translation>고정 폭은 선형 x 눈금에서만 쓸 수 있습니다</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::HistogramView</name>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>share of Σ x²</source>
        <translation>Σ x²의 비율</translation>
    </message>
    <message>
        <source>values per bin</source>
        <translation>구간당 값 개수</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>클리핑</translation>
    </message>
    <message>
        <source>▮ original</source>
        <translation>▮ 원본</translation>
    </message>
    <message>
        <source>▨ now</source>
        <translation>▨ 현재</translation>
    </message>
    <message>
        <source>▯ now</source>
        <translation>▯ 현재</translation>
    </message>
    <message>
        <source>╷ %1 levels</source>
        <translation>╷ 레벨 %1개</translation>
    </message>
    <message>
        <source>╎ clip limits</source>
        <translation>╎ 클리핑 한계</translation>
    </message>
    <message>
        <source>%1: %2 values, %3 % of Σ x² in [%4, %5)</source>
        <translation>%1: [%4, %5)에 값 %2개, Σ x²의 %3 %</translation>
    </message>
    <message>
        <source>original</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>now</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>nearest of %1 levels: %2</source>
        <translation>레벨 %1개 중 가장 가까운 것: %2</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::JobBar</name>
    <message>
        <source>%1: cancelling…</source>
        <translation>%1: 취소하는 중…</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 취소</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>그 외 %1개</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::LayerChartView</name>
    <message>
        <source>above the limit</source>
        <translation>한계 초과</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>한계 %1</translation>
    </message>
    <message>
        <source>linear y</source>
        <translation>선형 y</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>로그 y</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y축 눈금</translation>
    </message>
    <message>
        <source>block</source>
        <translation>블록</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source> (above the limit)</source>
        <translation> (한계 초과)</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::MarkedChannels</name>
    <message>
        <source>channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>absmax</source>
        <translation>최대 |x|</translation>
    </message>
    <message>
        <source>of median</source>
        <translation>중앙값 배수</translation>
    </message>
    <message>
        <source>Marked channels</source>
        <translation>표시한 채널</translation>
    </message>
    <message>
        <source>Copy 1 channel</source>
        <translation>채널 1개 복사</translation>
    </message>
    <message>
        <source>Copy %1 channels</source>
        <translation>채널 %1개 복사</translation>
    </message>
    <message>
        <source>Copies the channel numbers, largest first</source>
        <translation>채널 번호를 큰 순서로 복사합니다</translation>
    </message>
    <message>
        <source>No channel is above the limit</source>
        <translation>한계를 넘는 채널이 없습니다</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::MessageBar</name>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>Copy message and details</source>
        <translation>메시지와 세부 내용 복사</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>정보</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>1 of %1</source>
        <translation>%1개 중 1</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::MetricTable</name>
    <message>
        <source>better</source>
        <translation>나아짐</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>나빠짐</translation>
    </message>
    <message>
        <source>same</source>
        <translation>같음</translation>
    </message>
    <message>
        <source>error</source>
        <translation>오차</translation>
    </message>
    <message>
        <source>before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>after</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>Error figures</source>
        <translation>오차 수치</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>기준</translation>
    </message>
    <message>
        <source>The setting before the last change</source>
        <translation>마지막 변경 전의 설정</translation>
    </message>
    <message>
        <source>Preview of a sample; the full result follows.</source>
        <translation>표본의 미리 보기. 전체 결과가 뒤따릅니다.</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>표 복사</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ParameterEditor</name>
    <message>
        <source>Accepts %1</source>
        <translation>허용 값 %1</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>%1부터 %2까지</translation>
    </message>
    <message>
        <source>Default %1</source>
        <translation>기본값 %1</translation>
    </message>
    <message>
        <source>Slow: the full result follows without a preview</source>
        <translation>느림: 미리 보기 없이 전체 결과만 나옵니다</translation>
    </message>
    <message>
        <source>&lt;br&gt;&lt;br&gt;Without effect: %1</source>
        <translation>&lt;br&gt;&lt;br&gt;효과 없음: %1</translation>
    </message>
    <message>
        <source>Reset to %1</source>
        <translation>%1(으)로 초기화</translation>
    </message>
    <message>
        <source>reset %1</source>
        <translation>%1 초기화</translation>
    </message>
    <message>
        <source>%1. It stays %2.</source>
        <translation>%1. %2 그대로 둡니다.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ParameterForm</name>
    <message>
        <source>Reset all</source>
        <translation>모두 초기화</translation>
    </message>
    <message>
        <source>Every parameter back to its default</source>
        <translation>모든 매개변수를 기본값으로</translation>
    </message>
    <message>
        <source>Advanced (%1)</source>
        <translation>고급 (%1)</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::PreviewBadge</name>
    <message>
        <source>preview: sample of %1 values</source>
        <translation>미리 보기: 값 %1개의 표본</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>미리 보기</translation>
    </message>
    <message>
        <source>A quick picture of a sample; the full result follows when the hand rests.</source>
        <translation>표본으로 빨리 그린 그림입니다. 손을 멈추면 전체 결과가 나옵니다.</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::RooflineView</name>
    <message>
        <source>decode</source>
        <translation>디코드</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>프리필</translation>
    </message>
    <message>
        <source>area: time</source>
        <translation>넓이: 시간</translation>
    </message>
    <message>
        <source>change of time</source>
        <translation>시간의 변화</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>compute bound</source>
        <translation>연산 한계</translation>
    </message>
    <message>
        <source>%1 bound</source>
        <translation>%1 한계</translation>
    </message>
    <message>
        <source>time: %1</source>
        <translation>시간: %1</translation>
    </message>
    <message>
        <source>reached: %1</source>
        <translation>도달: %1</translation>
    </message>
    <message>
        <source>%1 % of the roof of %2</source>
        <translation>%2 지붕의 %1 %</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>operations: %1</source>
        <translation>연산 수: %1</translation>
    </message>
    <message>
        <source>bytes: %1</source>
        <translation>바이트: %1</translation>
    </message>
    <message>
        <source>energy: %1</source>
        <translation>에너지: %1</translation>
    </message>
    <message>
        <source>bound by: %1</source>
        <translation>한계: %1</translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation>이전: %1</translation>
    </message>
    <message>
        <source>at %1 at most %2</source>
        <translation>%1에서 최대 %2</translation>
    </message>
    <message>
        <source>ridge to %1: %2</source>
        <translation>%1까지의 능선: %2</translation>
    </message>
    <message>
        <source>changes from pinned runs</source>
        <translation>고정한 실행에서의 변화</translation>
    </message>
    <message>
        <source>memory whose bytes are counted</source>
        <translation>바이트를 세는 메모리</translation>
    </message>
    <message>
        <source>The memory whose bytes the horizontal axis counts</source>
        <translation>가로축이 바이트를 세는 메모리</translation>
    </message>
    <message>
        <source>prefill and decode</source>
        <translation>프리필과 디코드</translation>
    </message>
    <message>
        <source>phases shown</source>
        <translation>표시할 단계</translation>
    </message>
    <message>
        <source>Arrows from the operators of pinned runs to those of the present one, with the change of their time</source>
        <translation>고정한 실행의 연산자에서 지금 실행의 연산자로 가는 화살표와 시간의 변화</translation>
    </message>
    <message>
        <source>bytes of %1</source>
        <translation>%1의 바이트</translation>
    </message>
    <message>
        <source>operations for each byte (op/B)</source>
        <translation>바이트당 연산 수(op/B)</translation>
    </message>
    <message>
        <source>operations for each byte of %1 (op/B)</source>
        <translation>%1 바이트당 연산 수(op/B)</translation>
    </message>
    <message>
        <source>operations per second (op/s)</source>
        <translation>초당 연산 수(op/s)</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::ScatterView</name>
    <message>
        <source>Pareto front</source>
        <translation>파레토 프런트</translation>
    </message>
    <message>
        <source>linear x</source>
        <translation>선형 x</translation>
    </message>
    <message>
        <source>log x</source>
        <translation>로그 x</translation>
    </message>
    <message>
        <source>x scale</source>
        <translation>x축 눈금</translation>
    </message>
    <message>
        <source>linear y</source>
        <translation>선형 y</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>로그 y</translation>
    </message>
    <message>
        <source>y scale</source>
        <translation>y축 눈금</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>on the Pareto front</source>
        <translation>파레토 프런트에 있음</translation>
    </message>
    <message>
        <source>from low to high bound</source>
        <translation>하한에서 상한까지</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1(%2~%3)</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::SmallMultiples</name>
    <message>
        <source>Histograms of many tensors</source>
        <translation>여러 텐서의 히스토그램</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>아직 계산하지 않음</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>값 없음</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::StackedBarsView</name>
    <message>
        <source>others (%1)</source>
        <translation>기타(%1)</translation>
    </message>
    <message>
        <source>total from low to high</source>
        <translation>합계의 하한에서 상한까지</translation>
    </message>
    <message>
        <source>others</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1(%2 %)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>others: %1</source>
        <translation>기타: %1</translation>
    </message>
    <message>
        <source>   %1: %2</source>
        <translation>   %1: %2</translation>
    </message>
    <message>
        <source>total: %1</source>
        <translation>합계: %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>%1에서 %2까지</translation>
    </message>
    <message>
        <source>parts of the bars</source>
        <translation>막대의 부분</translation>
    </message>
    <message>
        <source>absolute</source>
        <translation>절댓값</translation>
    </message>
    <message>
        <source>shares of each bar</source>
        <translation>막대별 비율</translation>
    </message>
    <message>
        <source>absolute values or shares</source>
        <translation>절댓값 또는 비율</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>share of %1 (%)</source>
        <translation>%1의 비율(%)</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::TextComparisonView</name>
    <message>
        <source>texts in sight</source>
        <translation>보이는 텍스트</translation>
    </message>
    <message>
        <source>%1
token %2: “%3”, id %4</source>
        <translation>%1
토큰 %2: “%3”, id %4</translation>
    </message>
</context>
<context>
    <name>quantscope::widgets::TornadoView</name>
    <message>
        <source>the figure</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>change of %1 (%)</source>
        <translation>%1의 변화(%)</translation>
    </message>
    <message>
        <source>better</source>
        <translation>좋아짐</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>나빠짐</translation>
    </message>
    <message>
        <source>parameter raised</source>
        <translation>매개변수를 높임</translation>
    </message>
    <message>
        <source>parameter lowered</source>
        <translation>매개변수를 낮춤</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1: %2 %3</translation>
    </message>
    <message>
        <source>raised</source>
        <translation>높임</translation>
    </message>
    <message>
        <source>lowered</source>
        <translation>낮춤</translation>
    </message>
</context>
<context>
    <name>sentence</name>
    <message>
        <source>None of the %1 values is finite.</source>
        <translation>값 %1개 중 유한한 것이 없습니다.</translation>
    </message>
    <message>
        <source>%1 values between %2 and %3; 99.9 % of the magnitudes stay below %4, kurtosis %5.</source>
        <translation>값 %1개가 %2에서 %3 사이에 있으며, 크기의 99.9 %는 %4 아래, 첨도 %5.</translation>
    </message>
    <message>
        <source>%1 are not finite and left out.</source>
        <translation>%1개는 유한하지 않아 제외했습니다.</translation>
    </message>
    <message>
        <source>The values are left alone</source>
        <translation>값을 그대로 둠</translation>
    </message>
    <message>
        <source>Rounded to %1 levels</source>
        <translation>레벨 %1개로 반올림</translation>
    </message>
    <message>
        <source>Rounded to %1 levels on each of %2 scales (drawn: the median scale)</source>
        <translation>스케일 %2개에서 각각 레벨 %1개로 반올림(그림: 중앙값 스케일)</translation>
    </message>
    <message>
        <source>: SQNR %1, largest error %2.</source>
        <translation>: SQNR %1, 최대 오차 %2.</translation>
    </message>
    <message>
        <source>: no error.</source>
        <translation>: 오차 없음.</translation>
    </message>
    <message>
        <source>The layer&apos;s output has %1.</source>
        <translation>층의 출력은 %1입니다.</translation>
    </message>
    <message>
        <source>The layer&apos;s output is exact.</source>
        <translation>층의 출력이 정확합니다.</translation>
    </message>
    <message>
        <source>Between %1 and %2 lie %3 of the values and %4 of their energy (Σx²).</source>
        <translation>%1부터 %2까지의 구간에 값의 %3, 에너지(Σx²)의 %4가 있습니다.</translation>
    </message>
    <message>
        <source>%1 of %2 channels have their maximum there.</source>
        <translation>채널 %2개 중 %1개의 최댓값이 이 구간에 있습니다.</translation>
    </message>
    <message>
        <source>%1 of %2 channels above %3</source>
        <translation>채널 %2개 중 %1개가 %3 초과</translation>
    </message>
    <message>
        <source>; %1 split into %2 pieces</source>
        <translation>; %1개를 %2조각으로 분할</translation>
    </message>
    <message>
        <source>, %1 merged into %2</source>
        <translation>, %1개를 %2개로 병합</translation>
    </message>
    <message>
        <source>The one outlier channel (above %1 × median) carries %2 of the error.</source>
        <translation>이상치 채널 1개(중앙값 × %1 초과)가 오차의 %2를 차지합니다.</translation>
    </message>
    <message>
        <source>The %1 outlier channels (above %2 × median) carry %3 of the error.</source>
        <translation>이상치 채널 %1개(중앙값 × %2 초과)가 오차의 %3를 차지합니다.</translation>
    </message>
    <message>
        <source>channel %1, one of %2 pieces</source>
        <translation>채널 %1, %2조각 중 하나</translation>
    </message>
    <message>
        <source>channels %1 and %2 merged</source>
        <translation>채널 %1, %2 병합</translation>
    </message>
</context>
</TS>
