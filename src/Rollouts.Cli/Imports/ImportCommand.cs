using System.CommandLine;
using System.Text;
using Rollouts.Cli.Imports.Argo;
using Rollouts.Cli.Imports.CodeDeploy;
using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Flagger;
using Rollouts.Cli.Imports.Kayenta;
using Rollouts.Cli.Imports.OpenSlo;
using Rollouts.Cli.Imports.Sources;
using Rollouts.Cli.Output;
using Rollouts.Cli.Replays;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Cli.Imports;

/// <summary>Converts manifests of other tools to plans, and reports the differences.</summary>
internal static class ImportCommand
{
    public static Command Create() =>
        new("import", "Turn manifests of other tools into plans, and list everything that is not the same in them.")
        {
            Of("argo", "Rollouts of Argo Rollouts with their AnalysisTemplates", ArgoImporter.Import),
            Of("flagger", "Canaries of Flagger with their MetricTemplates", FlaggerImporter.Import),
            Of("kayenta", "canary configurations of Kayenta, with a pipeline's stage", KayentaImporter.Import),
            Of(
                "codedeploy",
                "deployment groups and configurations, AppSpec, and ECS services",
                CodeDeployImporter.Import
            ),
            Of("openslo", "objectives and indicators of OpenSLO", OpenSloImporter.Import),
        };

    private static ExampledCommand Of(
        string name,
        string what,
        Func<IReadOnlyList<SourceDocument>, ImportRequest, Imported> import
    )
    {
        var options = new ImportOptions();
        var command = new ExampledCommand(
            name,
            $"Import {what}. Exits 6 where something of the manifest is lost or changed, 3 where no plan comes of it.",
            [
                $"rollouts import {name} manifest.yaml --environment prod > plan.yaml",
                $"rollouts import {name} manifests/ --out plans/",
            ]
        );
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var io = parsed.InvocationConfiguration;
            var documents = ManifestFiles.Read(parsed.GetRequiredValue(options.Paths));
            var imported = import(documents, options.Read(parsed));
            return Write(parsed, options, imported, new Printer(parsed.GetValue(options.Output), io.Output, io.Error));
        });
        return command;
    }

    private static int Write(ParseResult parsed, ImportOptions options, Imported imported, Printer printer)
    {
        var plans = imported.Plans.Select(Of).ToList();
        foreach (var loss in imported.Losses)
        {
            printer.Message(loss.ToString());
        }

        foreach (var problem in plans.SelectMany(plan => plan.Problems))
        {
            printer.Message(problem);
        }

        var replayed = Replayed(parsed.GetValue(options.Counterfactual), plans);
        foreach (var replay in replayed ?? [])
        {
            printer.Message(
                $"counterfactual: recorded {replay.Recorded}; the imported checks would have "
                    + (replay.Decided is { } at ? $"rolled back at {at:O} by '{replay.DecidedBy}'" : "not rolled back")
                    + $": {ReplayCommand.Say(replay)}"
            );
        }

        if (parsed.GetValue(options.Out) is { } folder)
        {
            Directory.CreateDirectory(folder.FullName);
            foreach (var plan in plans)
            {
                File.WriteAllText(Path.Combine(folder.FullName, plan.Service + ".yaml"), plan.Plan);
            }
        }

        var isTextOnly = printer.Format == OutputFormat.Table && parsed.GetValue(options.Out) is not null;
        if (!isTextOnly)
        {
            printer.Print(
                new ImportShape(plans, imported.Losses, replayed),
                CliJson.Default.ImportShape,
                (_, shape) =>
                    parsed.InvocationConfiguration.Output.Write(
                        string.Join("---\n", shape.Plans.Select(plan => plan.Plan))
                    )
            );
        }

        return plans.Exists(plan => plan.Problems.Count > 0) ? ExitCodes.Refused
            : imported.Losses.Any(loss => loss.Kind != LossKind.Left) ? ExitCodes.Noted
            : ExitCodes.Succeeded;
    }

    private static List<ReplayShape>? Replayed(string? bundle, IEnumerable<ImportedPlan> plans)
    {
        if (bundle is null)
        {
            return null;
        }

        var evidence = EvidenceFile.Read(bundle);
        return
        [
            .. plans
                .Select(plan => PlanReader.Read("plan", Encoding.UTF8.GetBytes(plan.Plan), installation: null).Plan)
                .OfType<Domain.Plans.Plan>()
                .Select(plan => Replay.Of(plan, evidence)),
        ];
    }

    private static ImportedPlan Of(PlanDraft draft)
    {
        var text = DraftText.Of(draft);
        var reading = PlanReader.Read($"{draft.Service}.yaml", Encoding.UTF8.GetBytes(text), installation: null);
        return new ImportedPlan(
            draft.Service,
            draft.Environment,
            text,
            [.. reading.Problems.Select(problem => problem.ToString())]
        );
    }
}
