using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Engine.Audit;
using Rollouts.Engine.Bundles;
using Rollouts.Engine.Jobs;
using Rollouts.Engine.PlanRehearsals;

namespace Rollouts.Hosting.Jobs;

/// <summary>Registers background jobs.</summary>
internal static class JobServices
{
    /// <summary>Every process can start the jobs of callers, and runs them.</summary>
    public static void AddJobs(this IServiceCollection services, JobStorage storage)
    {
        // A factory, so that the container closes the storage.
        services.AddSingleton<JobStorage>(_ => storage);
        services.AddSingleton<IBackgroundJobClient>(_ => new BackgroundJobClient(storage));
        services.AddSingleton<IRecurringJobManager>(_ => new RecurringJobManager(storage));
        services.AddSingleton<IJobDispatcher, HangfireDispatcher>();
        services.AddSingleton<JobStarter>().AddSingleton<JobAccess>().AddSingleton<JobRunner>();
        services.AddSingleton<AuditLog>();
        services
            .AddSingleton<IJobKind, AuditExportJob>()
            .AddSingleton<IJobKind, AuditVerificationJob>()
            .AddSingleton<IJobKind, RehearsalJob>()
            .AddSingleton<IJobKind, EvidenceJob>();
        services.AddSingleton<StoredJobs>();
    }

    /// <summary>Workers also run the recurring jobs.</summary>
    public static void AddRecurringJobs(this IServiceCollection services)
    {
        services.AddSingleton<RecurringJobs>();
        services.AddHostedService<RecurringJobsLoop>();
    }

    /// <summary>The servers start last and stop first.</summary>
    public static void AddJobServers(this IServiceCollection services, bool maintains) =>
        services.AddHostedService(provider => new JobServers(
            provider.GetRequiredService<JobStorage>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            maintains
        ));
}
