import type { Random } from './random.ts'

/** Invented people: surnames as often as on the south-east coast, given names by sex and by the fashion of the birth year. */
export type Sex = 'male' | 'female'

export function surnameOf(random: Random): string {
  if (random.chance(0.006)) return random.pick(compoundSurnames)
  let place = random.next() * totalWeight
  for (const [surname, weight] of surnames) {
    place -= weight
    if (place < 0) return surname
  }
  return '陈'
}

export function givenNameOf(random: Random, sex: Sex, birthYear: number): string {
  const fashion = fashions.find((entry) => birthYear <= entry.until) ?? fashions[fashions.length - 1]
  if (fashion === undefined) throw new Error('no fashion of names')
  const { single, first, second } = fashion[sex]
  if (random.chance(fashion.singleShare)) return random.pick([...single])
  const opening = random.pick([...first])
  const closing = random.pick([...second].filter((character) => character !== opening))
  return opening + closing
}

/** Share in per mille of the estate's people. */
const surnames: readonly (readonly [string, number])[] = [
  ['陈', 112],
  ['林', 98],
  ['黄', 64],
  ['张', 58],
  ['吴', 50],
  ['李', 50],
  ['王', 48],
  ['郑', 40],
  ['刘', 34],
  ['苏', 26],
  ['蔡', 26],
  ['杨', 26],
  ['许', 26],
  ['郭', 22],
  ['叶', 22],
  ['曾', 20],
  ['谢', 20],
  ['洪', 18],
  ['周', 18],
  ['江', 14],
  ['何', 14],
  ['庄', 13],
  ['赖', 12],
  ['徐', 12],
  ['朱', 12],
  ['邱', 12],
  ['高', 11],
  ['余', 11],
  ['罗', 11],
  ['赵', 10],
  ['方', 9],
  ['施', 9],
  ['胡', 9],
  ['沈', 8],
  ['肖', 8],
  ['卢', 8],
  ['魏', 7],
  ['孙', 7],
  ['廖', 7],
  ['游', 6],
  ['简', 5],
  ['柯', 5],
  ['汤', 4],
  ['蓝', 4],
  ['纪', 4],
  ['翁', 4],
  ['颜', 4],
  ['连', 3],
]
const totalWeight = surnames.reduce((sum, [, weight]) => sum + weight, 0)

const compoundSurnames = ['欧阳', '上官', '司徒', '诸葛'] as const

interface Fashion {
  /** Last birth year of the fashion. */
  readonly until: number
  readonly singleShare: number
  readonly male: { readonly single: string; readonly first: string; readonly second: string }
  readonly female: { readonly single: string; readonly first: string; readonly second: string }
}

const fashions: readonly Fashion[] = [
  {
    until: 1959,
    singleShare: 0.05,
    male: { single: '忠勇祥', first: '建国永德金水福志文天清振', second: '生福来财荣发根民祥坤华成' },
    female: { single: '珍英兰', first: '秀桂玉美淑丽宝月素金惠雪', second: '英珍兰花珠莲琴香云治贞娥' },
  },
  {
    until: 1979,
    singleShare: 0.09,
    male: {
      single: '军勇强伟明辉斌',
      first: '建志国文永海晓振清荣锦耀',
      second: '明辉强军平华忠龙生彬泉成发阳山宏水德',
    },
    female: {
      single: '芳燕丽红玲敏霞',
      first: '丽秀美雅淑晓惠海雪春彩碧素金月',
      second: '华玲芳琴萍珍英红云霞娟卿燕蓉梅清',
    },
  },
  {
    until: 1994,
    singleShare: 0.12,
    male: {
      single: '伟鹏杰磊涛毅超',
      first: '志俊晓伟嘉建文艺少宇泽国剑炜锦',
      second: '鹏杰斌强峰煌龙辉伟雄东毅坤滨森',
    },
    female: {
      single: '婷静娟燕敏莹颖',
      first: '晓雅丽佳婷慧艺淑思雪小巧秋静碧',
      second: '婷玲萍芳燕敏娟莹琳云红虹瑜青彬',
    },
  },
  {
    until: 2004,
    singleShare: 0.08,
    male: { single: '博凯晨昊航', first: '俊嘉宇泽子浩志家伟文梓明', second: '豪杰轩航鑫宇凯辉铭睿霖翔' },
    female: { single: '欣悦琪雯颖', first: '雨佳思欣诗晓梦雅舒静艺可', second: '婷欣怡琪雯涵萱颖瑶妍彤晴' },
  },
  {
    until: 2100,
    singleShare: 0.05,
    male: { single: '睿昊宸墨', first: '子梓宇浩俊奕沐泽铭嘉承亦', second: '轩睿宸泽阳涵辰航霖言恒然' },
    female: { single: '玥萱诺棠', first: '梓雨诗欣语可若芷沐思一以', second: '涵萱彤瑶汐琪妍宁桐菲晴诺' },
  },
]

const tradeNames = [
  '锦程',
  '鑫源',
  '佳禾',
  '海晟',
  '福满楼',
  '康顺',
  '益民',
  '绿邻',
  '启明',
  '乐家',
  '同德',
  '恒昌',
  '顺和',
  '嘉美',
  '百汇',
  '闽味居',
  '春晖',
  '德润',
  '宏泰',
  '青禾',
] as const
const trades = ['餐饮管理', '商贸', '药店连锁', '房产经纪', '教育咨询', '便利店管理', '口腔门诊', '装饰工程'] as const

/** A company that holds a shop or rents flats for its people. */
export function companyNameOf(random: Random): string {
  return `${random.pick(tradeNames)}${random.pick(trades)}有限公司`
}
