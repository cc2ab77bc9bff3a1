/**
 * Words of the field that mean the same in Chinese and English, so that one finds what is written in the other. A reader's aid of ours, no
 * terminology. A line is one idea; small letters.
 */
export const lexicon: readonly (readonly string[])[] = `
可信赖|可信|trustworthy|trustworthiness|trusted
大语言模型|大模型|基础模型|large language model|large language models|foundation model|foundation models|large model|large models|llm|llms
生成式人工智能|生成式|aigc|generative artificial intelligence|generative ai|generative|genai
人工智能|artificial intelligence|ai
机器学习|machine learning
深度学习|deep learning
神经网络|neural network|neural networks
知识图谱|knowledge graph|knowledge graphs
自然语言处理|自然语言|natural language|nlp
语音识别|speech recognition
语音|speech|voice
声纹|说话人识别|speaker recognition|voiceprint
计算机视觉|computer vision
人脸识别|face recognition|facial recognition
人脸|face|facial
生物特征识别|生物特征|biometric|biometrics
指纹|fingerprint
虹膜|iris
呈现攻击|活体|presentation attack|liveness
智能体|agent|agents|agentic
具身智能|具身|embodied intelligence|embodied
人形机器人|人形|humanoid|humanoids
手术机器人|surgical robot|surgical robots|surgical
服务机器人|service robot|service robots
工业机器人|industrial robot|industrial robots
机器人|robot|robots|robotic|robotics
自动驾驶|automated driving|autonomous driving|self-driving
智能网联汽车|connected vehicle|connected vehicles
道路车辆|road vehicle|road vehicles
轨道交通|地铁|rail transit|guided transport|metro|rail|railway
功能安全|functional safety
隐私计算|privacy computing|privacy-preserving
联邦学习|federated learning
多方安全计算|安全多方计算|multi-party computation|multiparty computation
差分隐私|differential privacy
个人信息|personal information|personal data
隐私|privacy
数据标注|data labelling|data labeling|annotation
数据质量|data quality
训练数据|training data
数据集|dataset|datasets|data set
数据|data
标识|labelling|labeling|marking
合成内容|深度合成|synthetic content|deep synthesis|deepfake
水印|watermark|watermarking
术语|terminology|vocabulary
参考架构|reference architecture
框架|framework
测试|test|tests|testing
评估|评价|测评|评测|evaluation|assessment|evaluating
分级|等级|grading|grade|grades|levels
分类|classification|classifying
要求|requirement|requirements
指南|导则|guide|guideline|guidelines|guidance
管理体系|management system
风险|risk|risks
治理|governance
伦理|ethics|ethical
偏见|bias
公平性|公平|fairness
透明度|透明|transparency
可解释|可解释性|explainability|explainable
鲁棒性|鲁棒|稳健|robustness
网络安全|cybersecurity
安全|security|safety|safe|secure
生命周期|life cycle|lifecycle
质量|quality
性能|performance
芯片|chip|chips
算力|computing power
金融|finance|financial
医疗器械|医疗|medical|healthcare
教育|education
制造|manufacturing
农业|agriculture
电力|能源|power|energy
公共安全|public safety|public security
视频|video
音频|audio
图像|image|images
文字识别|字符识别|character recognition|ocr
识别|recognition
无障碍|accessibility|accessible
视障|视力障碍|visually impaired|low vision|blind
企业|enterprise|enterprises
互联互通|互操作|interconnection|interoperability
接口|interface|interfaces
仿真|simulation
软件|software
算法|algorithm|algorithms
服务|service|services
标准化|standardization|standardisation
合格评定|conformity assessment
`
  .trim()
  .split('\n')
  .map((line) => line.split('|'))
