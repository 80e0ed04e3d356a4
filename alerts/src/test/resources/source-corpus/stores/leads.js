const Redis = require('ioredis');
const cache = new Redis(url);
const Lead = mongoose.model('Lead', schema);
module.exports = (app, companyId) => {
  app.get('/one', async (req, res) => { res.json(await Lead.findOne({ phone: req.query.phone })); });
};
async function open(phone) {
  const lead = await Lead.find({ phone });
  await db.collection('leads').deleteMany({ phone });
  await db.collection('companies').find({}).toArray();
  return [1, 2].find(n => n === lead) || names.find(filter);
}
async function scoped(req) {
  const filter = { companyId: req.companyId };
  await Lead.updateMany(filter, { $set: { seen: true } });
  await Promise.all(ids.map(async id => Lead.deleteOne({ _id: id })));
}
async function cached(id, companyId) {
  const key = `session:${id}`;
  const good = `company:${companyId}:lead:${id}`;
  await cache.get(key);
  await cache.set(good, '1');
  await cache.del('lead:' + id);
  await this.redis.expire(keyFor(id), 60);
  await redis.flushall();
}
async function elsewhere(id) {
  await redisClient.get(keyFor(id));
  await Company.findById(id);
  await Lead.aggregate([{ $match: { id } }]);
}
