namespace Rollouts.Bench.Chat;

internal enum ReleaseKind
{
    Plain,
    Approved,
    Alarming,
}
