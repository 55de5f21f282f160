using Rollouts.Vectors;

// Replays files of judging vectors and lists what differs. 0: all agree, but for documented corrections; 1: some do
// not; 2: it was not asked rightly.
if (args.Length == 0)
{
    Console.Error.WriteLine("Usage: dotnet run --project bench/Rollouts.Bench.Vectors -- FILE.json ...");
    return 2;
}

int disagreements = 0;
foreach (string path in args)
{
    IReadOnlyList<Finding> findings;
    try
    {
        findings = VectorFile.Replay(path);
    }
    catch (Exception fault)
        when (fault is IOException or UnauthorizedAccessException or FormatException or System.Text.Json.JsonException)
    {
        Console.Error.WriteLine($"{path}: {fault.Message}");
        return 2;
    }

    foreach (Finding finding in findings.Where(finding => finding.Outcome != Outcome.Agrees))
    {
        Console.WriteLine(finding);
    }

    int wrong = findings.Count(finding => finding.Outcome == Outcome.Disagrees);
    disagreements += wrong;
    Console.WriteLine(
        $"{path}: {findings.Count} vectors, {findings.Count(finding => finding.Outcome == Outcome.Agrees)} agree, "
            + $"{findings.Count(finding => finding.Outcome == Outcome.Corrected)} corrected for a documented reason, "
            + $"{findings.Count(finding => finding.Outcome == Outcome.NotOffered)} not offered, {wrong} disagree"
    );
}

return disagreements == 0 ? 0 : 1;
