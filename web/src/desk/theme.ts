// SPDX-License-Identifier: Apache-2.0
// The tokens of both faces as a theme of Ant Design. Ant mixes shades, so it needs the
// colours themselves; they are read from tokens.css and stand nowhere else.
import {theme as ant, type ThemeConfig} from 'antd';

export function deskTheme(isDark: boolean): ThemeConfig {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    // Ant dims the seeds in the dark; ours are chosen for it already.
    algorithm: (seed) => ({
      ...(isDark ? ant.darkAlgorithm : ant.defaultAlgorithm)(seed),
      colorPrimary: seed.colorPrimary, colorError: seed.colorError,
      colorWarning: seed.colorWarning, colorSuccess: seed.colorSuccess,
      colorInfo: seed.colorInfo, colorLink: seed.colorLink,
    }),
    token: {
      colorPrimary: token('brand'),
      colorPrimaryHover: token('brand'),
      colorPrimaryText: token('brand'),
      colorLink: token('brand'),
      colorLinkHover: token('brand'),
      colorLinkActive: token('brand'),
      colorError: token('danger'),
      colorErrorText: token('danger'),
      colorWarning: token('warn'),
      colorSuccess: token('good'),
      colorInfo: token('brand'),
      colorErrorBg: token('danger-soft'),
      colorWarningBg: token('warn-soft'),
      colorSuccessBg: token('good-soft'),
      colorInfoBg: token('soft'),
      colorText: token('ink'),
      colorTextSecondary: token('quiet'),
      colorTextTertiary: token('quiet'),
      colorTextDescription: token('quiet'),
      colorTextPlaceholder: token('quiet'),
      colorTextDisabled: token('quiet'),
      colorTextLightSolid: token('on-brand'),
      colorBgLayout: token('ground'),
      colorBgContainer: token('paper'),
      colorBgElevated: token('paper'),
      colorBgContainerDisabled: token('ground'),
      colorBorder: token('control-line'),
      colorBorderSecondary: token('line'),
      colorSplit: token('line'),
      controlItemBgActive: token('soft'),
      controlItemBgHover: token('ground'),
      borderRadius: 8,
      fontSize: 14,
      lineHeight: 22 / 14,
      fontSizeHeading1: 28,
      fontSizeHeading2: 22,
      fontSizeHeading3: 18,
      fontFamily: token('fonts'),
      wireframe: false,
      // A dialog that waits for the end of an animation that never runs stays unseen.
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      boxShadow: '0 2px 12px rgb(0 0 0 / 12%)',
      boxShadowSecondary: '0 4px 20px rgb(0 0 0 / 16%)',
    },
    components: {
      Layout: {bodyBg: token('ground'), headerBg: token('paper'), siderBg: token('paper')},
      Menu: {itemSelectedBg: token('soft'), itemSelectedColor: token('brand'),
        itemBorderRadius: 8, activeBarBorderWidth: 0},
      Table: {headerBg: token('paper'), headerColor: token('quiet'), headerSplitColor: 'transparent',
        rowHoverBg: token('soft'), rowSelectedBg: token('soft'), rowSelectedHoverBg: token('soft'),
        headerSortActiveBg: token('paper'), headerSortHoverBg: token('soft'),
        bodySortBg: 'transparent', cellPaddingBlock: 10},
      // A box, not a circle: circles are for one of several.
      Checkbox: {borderRadiusSM: 3},
      Button: {primaryShadow: 'none', dangerShadow: 'none', defaultShadow: 'none'},
    },
  };
}
