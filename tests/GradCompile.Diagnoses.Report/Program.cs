using System.Globalization;
using GradCompile.Diagnoses.Report;
using GradCompile.Diagnoses.Report.Corpus;
using GradCompile.Diagnoses.Report.Learning;
using GradCompile.Diagnoses.Report.Trials;

// What the diagnostics are worth, measured: on published faulty and healthy programs, and by training.
switch (args)
{
    case ["--corpus", var path, .. var rest]:
        CorpusReport.Print(path, verbose: rest.Contains("--verbose"));
        return 0;
    case ["--train", var folder, .. var rest]:
        LearningReport.Print(new(folder, Number(rest, "--networks", 80), Number(rest, "--seed", 1), Number(rest, "--parallel", 2), Number(rest, "--seeds", 1), Text(rest, "--table")));
        return 0;
    case ["--learned", var path, .. var rest]:
        TrialReport.Print(LearnedTable.Read(path), Text(rest, "--train") ?? "", Text(rest, "--table"), Number(rest, "--parallel", 2), known: !rest.Contains("--train"), verbose: rest.Contains("--verbose"));
        return 0;
    case ["--draw", var folder, .. var rest]:
        TrialReport.Print([.. TutorialNetworks.Draw(Number(rest, "--networks", 300), Number(rest, "--seed", 1), 2000)], folder, Text(rest, "--table"), Number(rest, "--parallel", 2), known: false, verbose: rest.Contains("--verbose"));
        return 0;
    case ["--say", var path]:
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            Console.WriteLine(line);
            foreach (var found in Diagnoser.Diagnose($"using GradCompile;\n{line}\n"))
            {
                Console.WriteLine($"    {found.Severity,-8}{found.Id} {found.GetMessage(CultureInfo.InvariantCulture)}");
                foreach (var fix in found.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Console.WriteLine($"            fix: {fix.Value!.Split('\n')[0]}");
            }
        }

        return 0;
    case ["--clock", .. var rest]:
        DiagnosisClock.Print(Number(rest, "--networks", 300), rest.Where(File.Exists));
        return 0;
    case ["--rates", var folder, .. var rest]:
        RateSweep.Print([.. RateSweep.Draw(Number(rest, "--networks", 60), Number(rest, "--seed", 1))], folder, Text(rest, "--table"), Number(rest, "--parallel", 2));
        return 0;
    case ["--features", var table, .. var rest]:
        FeatureTable.Print(Text(rest, "--learned") is { } learned ? LearnedTable.Read(learned) : TutorialNetworks.Draw(Number(rest, "--networks", 360), Number(rest, "--seed", 1), 2000), new CurveTable(table));
        return 0;
    default:
        Console.Error.WriteLine("""
            --corpus PROGRAMS.JSON [--verbose]
                Translates each program into a declaration, diagnoses it and compares with its labels.
            --train FOLDER [--networks 80] [--seed 1] [--parallel 2] [--seeds 1] [--table FILE]
                Trains random networks on the digits in FOLDER (t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz)
                and prints how well the warnings GRAD1… tell which of them fail to learn. With two seeds of the weights
                it prints too how far the seed decides; accuracies in FILE are not measured again, new ones are added.
            --clock [--networks 300] [FILE.cs …]
                Prints how long declarations are examined, fixes tried: random ones, and those in the files.
            """);
        return 2;
}

static int Number(string[] options, string name, int otherwise) => Text(options, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

static string? Text(string[] options, string name) => options.SkipWhile(option => option != name).Skip(1).FirstOrDefault();
