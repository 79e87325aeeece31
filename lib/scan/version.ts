/** The version in package.json; a test holds them equal. A bundle carries no package.json. */
export const toolVersion = '0.2.0';
