namespace Rollouts.Bench.Engine;

/// <summary>What else the machine does.</summary>
internal static class Machine
{
    /// <summary>The load average of the last minute, which every figure is to be read beside.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
