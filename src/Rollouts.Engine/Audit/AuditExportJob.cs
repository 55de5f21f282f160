using System.Text;
using Rollouts.Domain.Audit;
using Rollouts.Engine.Access;
using Rollouts.Engine.Jobs;

namespace Rollouts.Engine.Audit;

/// <summary>Writes the selected records of the log to a file.</summary>
public sealed class AuditExportJob(AuditLog log) : IJobKind
{
    public const string KindName = "audit-export";

    public string Name => KindName;

    public Permission Permission => Permission.ReadAudit;

    public RequiredReach Reach => RequiredReach.All;

    public async Task RunAsync(JobRun run, CancellationToken cancellation)
    {
        var export = run.Read<AuditExport>();
        run.ContentType = export.ContentType;
        if (export.IsTable)
        {
            await WriteAsync(run, CsvLines.Header + "\r\n", cancellation);
        }

        var read = 0L;
        await foreach (var chained in log.ReadAsync(export.Filter.Stream, after: null, cancellation))
        {
            if (export.Filter.Shows(chained.Entry))
            {
                var line = export.IsTable ? CsvLines.Write(chained) + "\r\n" : EntryLines.Write(chained) + "\n";
                await WriteAsync(run, line, cancellation);
            }

            run.Report(++read);
        }
    }

    private static ValueTask WriteAsync(JobRun run, string line, CancellationToken cancellation) =>
        run.Output.WriteAsync(Encoding.UTF8.GetBytes(line), cancellation);
}
