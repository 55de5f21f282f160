using Rollouts.Analysis.Ticks;

namespace Rollouts.Cli.Simulations;

/// <summary>
/// One version under load. It is deterministic: fractions of requests are carried over from tick to tick, so a
/// simulation always has the same result.
/// </summary>
internal sealed class ScriptedArm(double badShare)
{
    private double _requests;
    private double _bad;

    public ArmIncrement Serve(double requests)
    {
        _requests += requests;
        _bad += requests * badShare;
        var served = (long)_requests;
        var bad = Math.Min((long)_bad, served);
        _requests -= served;
        _bad -= bad;
        return new ArmIncrement(served, bad, bad, bad);
    }
}
