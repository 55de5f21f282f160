using System.Globalization;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>A backend section with all of its servers.</summary>
internal sealed record BackendSection(ValueList<Server> Servers)
{
    /// <summary>Parses the output of <c>show stat</c>; null if the text is no such table.</summary>
    public static BackendSection? Parse(string table)
    {
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || !lines[0].StartsWith("# pxname,", StringComparison.Ordinal))
        {
            return null;
        }

        var columns = Cells(lines[0][2..]);
        var (name, status, backup) = (columns.IndexOf("svname"), columns.IndexOf("status"), columns.IndexOf("bck"));

        // The configured weight. 'weight' is the effective one, which a slow start lowers. Old versions have only that
        // one.
        var weight = columns.IndexOf("uweight") is >= 0 and var set ? set : columns.IndexOf("weight");
        List<Server> servers = [];
        foreach (var line in lines.Skip(1))
        {
            var cells = Cells(line);
            if (
                cells.Count < columns.Count
                || !int.TryParse(cells[weight], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            )
            {
                return null;
            }

            servers.Add(new Server(cells[name], number, cells[status], cells[backup] == "1"));
        }

        return new BackendSection(servers.ToValueList());
    }

    public Server? Find(BackendName name) => Servers.FirstOrDefault(server => server.Name == name.Value);

    /// <summary>The traffic of the section, seen from two of its servers.</summary>
    public ObservedTraffic See(BackendName candidate, BackendName stable)
    {
        var taking = Taking();
        return new Portions(
            taking.FirstOrDefault(server => server.Name == candidate.Value)?.Takes ?? 0,
            taking.FirstOrDefault(server => server.Name == stable.Value)?.Takes ?? 0,
            taking
                .Where(server => server.Name != candidate.Value && server.Name != stable.Value)
                .Sum(server => (long)server.Takes)
        ).See(Find(candidate) is not null);
    }

    // Backup servers wait until no other takes anything.
    private IReadOnlyList<Server> Taking() =>
        Servers.Any(server => server is { IsBackup: false, Takes: > 0 })
            ? [.. Servers.Where(server => !server.IsBackup)]
            : Servers;

    // Cells with a comma or a quote are quoted, with inner quotes doubled.
    private static List<string> Cells(string line)
    {
        List<string> cells = [];
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            var c = line[at];
            if (c == '"' && quoted && at + 1 < line.Length && line[at + 1] == '"')
            {
                cell.Append(c);
                at++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
