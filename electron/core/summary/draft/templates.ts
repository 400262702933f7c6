import type { Chapter } from '../../../contract/chapters.ts'
import type { DraftLanguage } from '../../../contract/drafts.ts'
import type { Paragraph } from './expand.ts'

export type CountedChapter = Exclude<Chapter, 'shortcomings' | 'plan'>

/** What an office writes of its year, chapter by chapter; the numbers come by reference. */
export const templates: Readonly<Record<DraftLanguage, Readonly<Record<CountedChapter, readonly Paragraph[]>>>> = {
  zh: {
    handover: [
      [
        '截至{{asOf}}，累计达到交房条件{{handover/ready}}户，累计交房{{handover/done}}户，交房面积{{handover/done-area}}平方米，交房率{{handover/rate}}[，比$before{{handover/rate@change}}]。',
        '$this应交房{{handover/due-in-year}}户，实际交房{{handover/done-in-year}}户[，其中{{*handover/done-in-year|户|parking=个|storage=间|shop=间}}][；实际交房比$before{{handover/done-in-year@change}}户]。',
      ],
      [
        '累计入住{{movein/households}}户[，比$before{{movein/households@change}}户]，入住面积{{movein/area}}平方米，入住率{{movein/rate}}[，其中{{*movein/households|户}}]。',
      ],
    ],
    fees: [
      [
        '$this发放缴费通知单{{fees/notices-sent}}份。',
        '应收管理费{{fees/receivable}}元[，其中{{*fees/receivable|元}}]。',
        '$this实收{{fees/received}}元[，其中{{*fees/received|元}}][，比$before{{fees/received@change}}元]。',
        '$this累计优惠{{fees/discounts}}元。',
        '截至{{asOf}}，累计欠物业费{{fees/arrears}}元[，其中{{*fees/arrears|元}}]。',
      ],
      [
        '按户数计算的收费率：[已入住{{fees/household-rate/moved-in}}（{{fees/household-rate/moved-in.numerator}}/{{fees/household-rate/moved-in.denominator}}户）][，正在装修{{fees/household-rate/decorating}}（{{fees/household-rate/decorating.numerator}}/{{fees/household-rate/decorating.denominator}}户）][，未入住{{fees/household-rate/not-moved-in}}（{{fees/household-rate/not-moved-in.numerator}}/{{fees/household-rate/not-moved-in.denominator}}户）][，店面{{fees/household-rate/shop}}（{{fees/household-rate/shop.numerator}}/{{fees/household-rate/shop.denominator}}户）]。',
      ],
      [
        '$this有偿便民服务收入{{services/income}}元[，其中{{*services/income|元}}]，支出{{services/expense}}元[；收入比$before{{services/income@change}}元]。',
      ],
    ],
    daily: [
      [
        '$this受理客户报修及发现问题{{reports/received}}件，已完成{{reports/done}}件，处理率{{reports/rate}}[；受理量比$before{{reports/received@change}}件]。',
        '受理客户投诉{{complaints/received}}件，处理完成{{complaints/done}}件[，首次回复及时率{{complaints/reply-in-time}}]。',
      ],
      [
        '$this发放通知、温馨提示{{notices/issued}}次{{notices/copies}}份[，举办社区活动{{events/held}}次]。',
        '截至{{asOf}}累计办理装修{{registrations/renovation}}户，累计办理网络接入{{registrations/network}}户。',
        '$this办理车位出租{{registrations/parking-let}}个[（{{*registrations/parking-let|个}}）]。',
        '办理门禁卡{{registrations/access-card}}张。',
        '收取广告费{{registrations/advertising-income}}元。',
      ],
    ],
    visits: [
      [
        '$this入户走访{{visits/households}}户[，覆盖已入住住户的{{visits/coverage}}]，收集反映的问题{{visits/findings}}个[，其中{{*visits/findings|个}}]。',
      ],
      [
        '$this发放满意度调查表{{surveys/forms}}份，总体满意度{{surveys/satisfaction}}[，比$before{{surveys/satisfaction@change}}][；分区域：{{*surveys/satisfaction|}}]。',
      ],
    ],
    maintenance: [
      [
        '$this零维修{{jobs/total}}单[，其中{{*jobs/total|单}}]；已处理{{jobs/done}}单[，其中{{*jobs/done|单}}][；总量比$before{{jobs/total@change}}单]。',
        '[响应及时率{{jobs/respond-in-time}}，][完成及时率{{jobs/finish-in-time}}，][返修率{{jobs/rework-rate}}，][回访率{{jobs/return-visit-rate}}]。',
      ],
      [
        '截至{{asOf}}，在册设备{{equipment/in-order.denominator}}台（套），完好{{equipment/in-order.numerator}}台（套），完好率{{equipment/in-order}}。',
        '$this更换改造{{replacements/done}}件[，其中{{*replacements/done|件}}]。',
      ],
    ],
    grounds: [
      [
        '$this完成保洁专项{{cleaning/rounds}}次[，其中{{*cleaning/rounds|次|vacant-unit-clean=套|lift-door-polish=扇}}]。',
        '外聘绿化用工{{greening/labour-days}}个工。',
      ],
    ],
  },
  en: {
    handover: [
      [
        'By {{asOf}}, {{handover/ready}} units were ready for handover and {{handover/done}} had been handed over, {{handover/done-area}} m² in all; the handover rate is {{handover/rate}}[, {{handover/rate@change}} on $before].',
        'In $this {{handover/due-in-year}} units fell due and {{handover/done-in-year}} were handed over[: {{*handover/done-in-year|}}][; handovers are {{handover/done-in-year@change}} on $before].',
      ],
      [
        '{{movein/households}} households have moved in[, {{movein/households@change}} on $before], with {{movein/area}} m²; the move-in rate is {{movein/rate}}[ ({{*movein/households|}})].',
      ],
    ],
    fees: [
      [
        '{{fees/notices-sent}} payment notices were sent in $this.',
        'Management fees of {{fees/receivable}} yuan were receivable[: {{*fees/receivable|}}].',
        '{{fees/received}} yuan were received in $this[: {{*fees/received|}}][; {{fees/received@change}} yuan on $before].',
        'Discounts came to {{fees/discounts}} yuan.',
        'On {{asOf}} arrears of management fees stood at {{fees/arrears}} yuan[: {{*fees/arrears|}}].',
      ],
      [
        'Households that had paid up:[ moved in {{fees/household-rate/moved-in}} ({{fees/household-rate/moved-in.numerator}} of {{fees/household-rate/moved-in.denominator}})][, being decorated {{fees/household-rate/decorating}} ({{fees/household-rate/decorating.numerator}} of {{fees/household-rate/decorating.denominator}})][, not moved in {{fees/household-rate/not-moved-in}} ({{fees/household-rate/not-moved-in.numerator}} of {{fees/household-rate/not-moved-in.denominator}})][, shops {{fees/household-rate/shop}} ({{fees/household-rate/shop.numerator}} of {{fees/household-rate/shop.denominator}})].',
      ],
      [
        'Paid services brought in {{services/income}} yuan[ ({{*services/income|}})] and cost {{services/expense}} yuan[; income is {{services/income@change}} yuan on $before].',
      ],
    ],
    daily: [
      [
        'Residents reported {{reports/received}} jobs in $this, of which {{reports/done}} are done, {{reports/rate}}[; reports are {{reports/received@change}} on $before].',
        '{{complaints/received}} complaints were received and {{complaints/done}} closed[; {{complaints/reply-in-time}} had their first reply in time].',
      ],
      [
        'Notices issued: {{notices/issued}}, in {{notices/copies}} copies[; events held: {{events/held}}].',
        'By {{asOf}}, {{registrations/renovation}} renovation permits and {{registrations/network}} network connections had been granted in all.',
        'In $this {{registrations/parking-let}} parking spaces were let[ ({{*registrations/parking-let|}})].',
        '{{registrations/access-card}} access cards were issued.',
        'Advertising brought in {{registrations/advertising-income}} yuan.',
      ],
    ],
    visits: [
      [
        '{{visits/households}} households were visited in $this[, {{visits/coverage}} of those living here], who spoke of {{visits/findings}} problems[: {{*visits/findings|}}].',
      ],
      [
        '{{surveys/forms}} survey forms were issued; {{surveys/satisfaction}} of the valid replies are satisfied[, {{surveys/satisfaction@change}} on $before][; by area: {{*surveys/satisfaction|}}].',
      ],
    ],
    maintenance: [
      [
        '{{jobs/total}} jobs were registered in $this[: {{*jobs/total|}}]; {{jobs/done}} of them are done[: {{*jobs/done|}}][; the number is {{jobs/total@change}} on $before].',
        'Promises kept:[ first response {{jobs/respond-in-time}},][ finished in time {{jobs/finish-in-time}},][ rework {{jobs/rework-rate}},][ return visits made {{jobs/return-visit-rate}}].',
      ],
      [
        'On {{asOf}}, {{equipment/in-order.numerator}} of {{equipment/in-order.denominator}} pieces of equipment were in working order, {{equipment/in-order}}.',
        '{{replacements/done}} pieces were replaced in $this[: {{*replacements/done|}}].',
      ],
    ],
    grounds: [
      [
        '{{cleaning/rounds}} rounds of special cleaning were done in $this[: {{*cleaning/rounds|}}].',
        'Greening took {{greening/labour-days}} days of hired labour.',
      ],
    ],
  },
}

/** The chapters' titles; a part of a year plans for the next one of its kind. */
export const chapterTitles: Readonly<Record<DraftLanguage, Readonly<Record<Chapter, string>>>> = {
  zh: {
    handover: '交房与入住',
    fees: '收费与有偿服务',
    daily: '日常服务',
    visits: '走访与满意度',
    maintenance: '维修与设备',
    grounds: '保洁绿化',
    shortcomings: '存在的不足',
    plan: '下一步计划与目标',
  },
  en: {
    handover: 'Handover and moving in',
    fees: 'Fees and paid services',
    daily: 'Daily service',
    visits: 'Visits and satisfaction',
    maintenance: 'Maintenance and equipment',
    grounds: 'Cleaning and greening',
    shortcomings: 'Shortcomings',
    plan: 'Plan and targets',
  },
}
