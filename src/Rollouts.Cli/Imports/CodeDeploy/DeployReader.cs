using System.Globalization;
using System.Text.RegularExpressions;
using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.CodeDeploy;

/// <summary>Combines the files of one service into a plan.</summary>
internal sealed partial class DeployReader(PlanDraft draft, LossLog losses)
{
    private readonly List<DraftLine> _before = [];
    private readonly List<DraftLine> _each = [];
    private readonly List<DraftLine> _after = [];
    private TimeSpan _bake;
    private decimal _step;
    private TimeSpan _pause;
    private bool _isLinear;

    public void Read(DeployDocument part)
    {
        var file = part.Document.File;
        if (part.ConfigName is { } name)
        {
            Named(name, file, part.Root["deploymentConfigName"]!);
        }

        if (part.Traffic is { } traffic)
        {
            Traffic(traffic);
        }

        if (part.Ecs is { } ecs)
        {
            Ecs(ecs, file);
        }

        Alarms(part.Root["alarmConfiguration"], "alarms", file);
        foreach (var hook in part.Hooks?.Items ?? [])
        {
            Hook(hook, file);
        }

        BlueGreen(part.Root["blueGreenDeploymentConfiguration"], file);
    }

    public void Finish(DeployDocument first)
    {
        draft.Steps.AddRange(_before);
        if (_step is > 0 and < 100)
        {
            for (var weight = _step; weight < 100; weight += _step)
            {
                draft.Steps.AddRange(_each);
                draft.Shift(weight);
                draft.Step($"hold: {SourceDurations.Say(_pause)}");
                if (!_isLinear)
                {
                    break;
                }
            }
        }
        else
        {
            losses.Changed(
                first.Document.File,
                first.Document.Root,
                "all traffic moved at once; the plan looks at 50 % of it first"
            );
            draft.Shift(50, "added: a plan looks at a part of the traffic before it gives all");
        }

        draft.Steps.AddRange(_after);
        DraftFinish.NeedVerify(draft, "every check is healthy once before 100 %");
        draft.Shift(100, "the end of every rollout");
        draft.Step($"bake: {SourceDurations.Say(_bake)}", "as long as the old version is kept");
    }

    private void Traffic(SourceNode traffic)
    {
        var (canary, linear) = (traffic["timeBasedCanary"], traffic["timeBasedLinear"]);
        _isLinear = linear is not null;
        _step = (decimal)((canary?.NumberOf("canaryPercentage") ?? linear?.NumberOf("linearPercentage")) ?? 0);
        _pause = TimeSpan.FromMinutes((canary?.NumberOf("canaryInterval") ?? linear?.NumberOf("linearInterval")) ?? 0);
        traffic.Whole();
    }

    // The names of the predefined configurations of AWS describe them.
    private void Named(string name, string file, SourceNode node)
    {
        if (Ready().Match(name) is { Success: true } match)
        {
            _step = decimal.Parse(match.Groups["share"].Value, CultureInfo.InvariantCulture);
            _pause = TimeSpan.FromMinutes(int.Parse(match.Groups["minutes"].Value, CultureInfo.InvariantCulture));
            _isLinear = match.Groups["kind"].Value == "Linear";
        }
        else if (!name.EndsWith("AllAtOnce", StringComparison.Ordinal) && _step == 0)
        {
            losses.Lost(file, node, $"the configuration '{name}' is not in what was given; its steps are missing");
        }
    }

    private void Ecs(SourceNode ecs, string file)
    {
        var (canary, linear) = (ecs["canaryConfiguration"], ecs["linearConfiguration"]);
        switch (ecs.TextOf("strategy"))
        {
            case "CANARY":
                _step = (decimal)(canary?.NumberOf("canaryPercent") ?? 5);
                _pause = TimeSpan.FromMinutes(canary?.NumberOf("canaryBakeTimeInMinutes") ?? 10);
                break;
            case "LINEAR":
                _isLinear = true;
                _step = (decimal)(linear?.NumberOf("stepPercent") ?? 10);
                _pause = TimeSpan.FromMinutes(linear?.NumberOf("stepBakeTimeInMinutes") ?? 6);
                break;
            case "ROLLING" or null:
                losses.Changed(file, ecs, "a rolling update replaced tasks one by one; the plan shifts traffic");
                break;
        }

        _bake = TimeSpan.FromMinutes(ecs.NumberOf("bakeTimeInMinutes") ?? 0);
        Alarms(ecs["alarms"], "alarmNames", file);
        foreach (var hook in ecs["lifecycleHooks"]?.Items ?? [])
        {
            var target = hook.TextOf("hookTargetArn") ?? "hook";
            foreach (var stage in hook["lifecycleStages"]?.Items ?? [])
            {
                Gate(stage.Text ?? "", target, file, hook);
            }

            hook.Whole();
        }
    }

    private void Alarms(SourceNode? alarms, string key, string file)
    {
        var isOn = alarms?["enabled"]?.Flag ?? alarms?["enable"]?.Flag ?? true;
        var names = (alarms?[key]?.Items ?? [])
            .Select(alarm => alarm.Text ?? alarm.TextOf("name"))
            .OfType<string>()
            .ToList();
        if (alarms is null || names.Count == 0)
        {
            return;
        }

        if (isOn && !draft.Others.Exists(line => line.Yaml.StartsWith("rollBackOn", StringComparison.Ordinal)))
        {
            var list = string.Join(", ", names.Select(DraftText.Quoted));
            draft.Others.Add(new DraftLine($"rollBackOn: {{ alarms: [{list}] }}"));
            losses.Changed(file, alarms, "have an administrator connect the topic that these alarms are sent to");
        }

        alarms.Whole();
    }

    private void Hook(SourceNode hook, string file)
    {
        foreach (var stage in hook.Keys)
        {
            if (hook[stage] is not { } function)
            {
                continue;
            }

            if (function.Text is { } name)
            {
                Gate(stage, name, file, function);
            }
            else
            {
                losses.Lost(file, function.Whole(), "a script on a host is no gate; call it from the pipeline");
            }
        }
    }

    private void Gate(string stage, string target, string file, SourceNode node)
    {
        var name = DraftNames.Of(target[(target.LastIndexOf(':') + 1)..], "hook");
        var gate = new DraftLine($"gate: {{ hook: {name}, within: 1h, otherwise: rollBack }}", stage);
        var plain = stage.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
        switch (plain)
        {
            case "AFTERALLOWTRAFFIC" or "POSTPRODUCTIONTRAFFICSHIFT":
                losses.Lost(
                    file,
                    node,
                    $"'{name}' ({stage}) after all of the traffic; a plan watches with checks there"
                );
                return;
            case "PRODUCTIONTRAFFICSHIFT":
                _each.Add(gate);
                break;
            default:
                _before.Add(gate);
                break;
        }

        losses.Changed(
            file,
            node,
            $"'{name}' ({stage}) became a gate; connect a hook of this name that calls the function"
        );
    }

    private void BlueGreen(SourceNode? config, string file)
    {
        if (config is null)
        {
            return;
        }

        if (config.At("terminateBlueInstancesOnDeploymentSuccess", "terminationWaitTimeInMinutes")?.Number is { } wait)
        {
            _bake = TimeSpan.FromMinutes(wait);
        }

        var ready = config["deploymentReadyOption"];
        if (ready?.TextOf("actionOnTimeout") == "STOP_DEPLOYMENT")
        {
            var within = TimeSpan.FromMinutes(
                ready.NumberOf("waitTimeInMinutes") is > 0 and var minutes ? minutes : 60
            );
            _before.Add(
                new DraftLine(
                    $"approve: {{ from: [release-managers], count: 1, within: {SourceDurations.Say(within)}, "
                        + "otherwise: rollBack }",
                    "deploymentReadyOption"
                )
            );
            losses.Changed(file, ready, "the wait for a person became an approval by 'release-managers'");
        }

        config.Whole();
    }

    [GeneratedRegex(
        @"(?<kind>Canary|Linear)(?<share>\d{1,2})Percent(Every)?(?<minutes>\d{1,4})Minutes?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Ready();
}
