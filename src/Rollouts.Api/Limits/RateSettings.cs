namespace Rollouts.Api.Limits;

/// <summary>How much one caller may ask.</summary>
/// <param name="EachSecond">For as long as they like. A pipeline that starts 200 rollouts a second stays below.</param>
/// <param name="AtOnce">After a rest.</param>
internal sealed record RateSettings(int EachSecond = 400, int AtOnce = 1000);
