/**
 * The parameters of a deployment, for serverless.yml: the defaults, and over them what deploy/STAGE.yml chooses.
 * Refuses a name that does not exist, because a misspelled parameter would silently keep its default.
 */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const defaults = await resolveVariable('file(./deploy/parameters.default.yml)');
  const chosen = (await resolveVariable(`file(./deploy/${stage}.yml), null`)) ?? {};
  const unknown = Object.keys(chosen).filter((name) => !Object.hasOwn(defaults, name));
  if (unknown.length > 0) {
    const message = `deploy/${stage}.yml: there is no parameter ${unknown.join(', ')}. See deploy/parameters.default.yml.`;
    // osls prints the stack of an error, which says nothing here.
    throw Object.assign(new Error(message), { stack: message });
  }
  return { ...defaults, ...chosen };
};
