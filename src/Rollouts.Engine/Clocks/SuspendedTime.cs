using System.Runtime.InteropServices;

namespace Rollouts.Engine.Clocks;

/// <summary>
/// How long this machine has slept since it booted. On Linux the monotonic clock stands still while the machine sleeps.
/// On other systems the difference is unknown, and the result is zero.
/// </summary>
internal static class SuspendedTime
{
    private const int Monotonic = 1;
    private const int BootTime = 7;
    private const long NanosecondsPerTick = 100;

    public static TimeSpan Total() => OperatingSystem.IsLinux() ? Read(BootTime) - Read(Monotonic) : TimeSpan.Zero;

    private static TimeSpan Read(int clock) =>
        GetTime(clock, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + new TimeSpan(time.Nanoseconds / NanosecondsPerTick)
            : TimeSpan.Zero;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
