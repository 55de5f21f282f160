namespace Rollouts.PlanFiles.Documents;

/// <summary>
/// How large a file may be. The largest plan we could think of has a tenth of this; anything beyond is an
/// accident or an attack, and is refused before it costs time or memory.
/// </summary>
internal static class DocumentLimits
{
    public const int Bytes = 512 * 1024;

    public const int Depth = 24;

    public const int Nodes = 20_000;

    public const int Faults = 50;
}
