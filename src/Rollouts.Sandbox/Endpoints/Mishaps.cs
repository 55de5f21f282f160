namespace Rollouts.Sandbox.Endpoints;

/// <summary>
/// Injects failures evenly: at a quarter every fourth request fails, so that two tries of a plan see the same failures.
/// </summary>
internal sealed class Mishaps
{
    private readonly Lock _lock = new();
    private MishapPlan _plan = new();
    private double _throttled;
    private double _failing;

    public MishapPlan Plan
    {
        get
        {
            lock (_lock)
            {
                return _plan;
            }
        }
        set
        {
            lock (_lock)
            {
                (_plan, _throttled, _failing) = (value, 0, 0);
            }
        }
    }

    public Task DelayAsync(TimeProvider clock, CancellationToken cancellation) =>
        Plan.LatencyMilliseconds is var wait and > 0
            ? Task.Delay(TimeSpan.FromMilliseconds(wait), clock, cancellation)
            : Task.CompletedTask;

    public bool ThrottlesThis()
    {
        lock (_lock)
        {
            return Comes(ref _throttled, _plan.Throttled);
        }
    }

    public bool FailsThis()
    {
        lock (_lock)
        {
            return Comes(ref _failing, _plan.Failing);
        }
    }

    private static bool Comes(ref double owed, double share)
    {
        owed += share;
        if (owed < 1 - 1e-9)
        {
            return false;
        }

        owed -= 1;
        return true;
    }
}
