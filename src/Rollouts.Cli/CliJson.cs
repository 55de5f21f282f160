using System.Text.Json.Serialization;
using Rollouts.Cli.Audit;
using Rollouts.Cli.Calibrations;
using Rollouts.Cli.Connections;
using Rollouts.Cli.Freezes;
using Rollouts.Cli.Imports;
using Rollouts.Cli.Jobs;
using Rollouts.Cli.Keys;
using Rollouts.Cli.Plans;
using Rollouts.Cli.Replays;
using Rollouts.Cli.Rollouts;
using Rollouts.Cli.Server;
using Rollouts.Cli.Systems;

namespace Rollouts.Cli;

/// <summary>The JSON serialization of all types that this program reads or prints, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ServerProblem))]
[JsonSerializable(typeof(StoredSession))]
[JsonSerializable(typeof(RolloutShape))]
[JsonSerializable(typeof(RolloutPage))]
[JsonSerializable(typeof(IReadOnlyList<RecordShape>))]
[JsonSerializable(typeof(IReadOnlyList<SampleShape>))]
[JsonSerializable(typeof(WhyShape))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(EvidenceBundle))]
[JsonSerializable(typeof(PlanShape))]
[JsonSerializable(typeof(PlanPage))]
[JsonSerializable(typeof(IReadOnlyList<RevisionShape>))]
[JsonSerializable(typeof(DifferenceShape))]
[JsonSerializable(typeof(RehearsalRequest))]
[JsonSerializable(typeof(RehearsalShape))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(VerificationShape))]
[JsonSerializable(typeof(FreezeShape))]
[JsonSerializable(typeof(IReadOnlyList<FreezeShape>))]
[JsonSerializable(typeof(FreezeRequest))]
[JsonSerializable(typeof(FreezePassRequest))]
[JsonSerializable(typeof(KeyShape))]
[JsonSerializable(typeof(IReadOnlyList<KeyShape>))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(JobShape))]
[JsonSerializable(typeof(IReadOnlyList<JobShape>))]
[JsonSerializable(typeof(ConnectionShape))]
[JsonSerializable(typeof(IReadOnlyList<ConnectionShape>))]
[JsonSerializable(typeof(RemovalShape))]
[JsonSerializable(typeof(ClaimPage))]
[JsonSerializable(typeof(SystemShape))]
[JsonSerializable(typeof(CallerShape))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(ImportShape))]
[JsonSerializable(typeof(LintReport))]
[JsonSerializable(typeof(ReplayShape))]
[JsonSerializable(typeof(RecomputedShape))]
[JsonSerializable(typeof(CalibrationShape))]
internal sealed partial class CliJson : JsonSerializerContext;
