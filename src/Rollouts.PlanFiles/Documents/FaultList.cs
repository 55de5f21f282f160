using Rollouts.Domain.Plans;

namespace Rollouts.PlanFiles.Documents;

/// <summary>All that is wrong with a file, so that its author mends it in one go.</summary>
public sealed class FaultList
{
    private readonly List<(PlanFault Fault, Place Place)> _faults = [];

    /// <summary>The number of all faults, which may exceed the number of those that are kept.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<(PlanFault Fault, Place Place)> Items => _faults;

    public bool Add(string code, PlanPath at, Place place, string message)
    {
        Count++;
        if (_faults.Count < DocumentLimits.Faults)
        {
            _faults.Add((new PlanFault(code, at, message), place));
        }

        return false;
    }
}
