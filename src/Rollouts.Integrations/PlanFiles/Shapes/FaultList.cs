using Rollouts.Domain.Plans;
using Rollouts.Integrations.PlanFiles.Documents;

namespace Rollouts.Integrations.PlanFiles.Shapes;

/// <summary>All that is wrong with a file, so that its author mends it in one go.</summary>
internal sealed class FaultList
{
    private readonly List<(PlanFault Fault, Place Place)> _faults = [];

    /// <summary>How many there are; more than are kept, where a file is wrong everywhere.</summary>
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
