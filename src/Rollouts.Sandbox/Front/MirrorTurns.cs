namespace Rollouts.Sandbox.Front;

/// <summary>Selects the copied requests evenly: at a tenth, every tenth one.</summary>
internal sealed class MirrorTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, double> _owed = new(StringComparer.Ordinal);

    public bool IsNext(FrontMirror mirror)
    {
        lock (_lock)
        {
            var owed = _owed.GetValueOrDefault(mirror.Node) + mirror.Share;
            var comes = owed >= 1 - 1e-9;
            _owed[mirror.Node] = comes ? owed - 1 : owed;
            return comes;
        }
    }
}
