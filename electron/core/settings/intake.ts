import type { CallScript, QuickPhrases } from '../../contract/intake.ts'

/** What the desk says on the phone until the office writes texts of its own. */
export const defaultCallScript: CallScript = {
  greetings: {
    spring: '您好，{office}，我是{clerk}，春日安康，请问有什么可以帮您？',
    summer: '您好，{office}，我是{clerk}，天气炎热请注意防暑，请问有什么可以帮您？',
    autumn: '您好，{office}，我是{clerk}，秋凉请添衣，请问有什么可以帮您？',
    winter: '您好，{office}，我是{clerk}，天冷请注意保暖，请问有什么可以帮您？',
    holiday: '您好，{office}，我是{clerk}，祝您{holiday}快乐，请问有什么可以帮您？',
  },
  holidays: [
    { name: '春节', text: '新年好！{office}，我是{clerk}，给您拜年了，请问有什么可以帮您？' },
    { name: '清明节', text: '您好，{office}，我是{clerk}，清明时节请注意用火安全，请问有什么可以帮您？' },
  ],
  readBack: '跟您核对一下：地址是{address}，{name}，电话{phone}，{content}，对吗？',
  closing: '已为您登记，我们会尽快安排师傅与您联系。感谢来电，再见！',
}

/** Descriptions that come up every day. */
export const defaultQuickPhrases: QuickPhrases = {
  'plumbing-electric': ['水管漏水', '水龙头滴水', '马桶漏水', '地漏堵塞', '跳闸断电', '插座没电', '灯不亮', '水压小'],
  civil: ['墙面渗水', '外窗渗水', '门锁损坏', '地砖空鼓', '墙皮脱落', '栏杆松动'],
  'intelligent-systems': ['可视对讲没声音', '门禁刷卡无反应', '道闸不抬杆', '监控黑屏', '红外误报'],
  lift: ['电梯困人', '电梯停运', '电梯异响', '按键失灵', '开关门异常'],
  other: ['公共区域卫生', '噪音扰民', '虫害消杀', '家政保洁', '搬运协助'],
}
