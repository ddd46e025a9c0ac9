// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/influence_analysis.h"
#include "engine/label_audit.h"
#include "engine/method_evaluation.h"
#include "engine/session_index.h"
#include "engine/training_config.h"

class QCommandLineParser;

/// The options of the subcommands that have options of their own: declare… makes them known to a parser,
/// read… puts what was given into the engine's request.
namespace proponent::cli {

class OptionReader;

void declareTrainOptions(QCommandLineParser &parser);
void readTrainOptions(OptionReader &reader, TrainingConfig &config, bool &index);

void declareInfluenceOptions(QCommandLineParser &parser);
void readInfluenceOptions(OptionReader &reader, InfluenceRequest &request, int &verifiedPairs);

void declareSelfInfluenceOptions(QCommandLineParser &parser);
void readSelfInfluenceOptions(OptionReader &reader, SelfInfluenceRequest &request);

void declareAuditOptions(QCommandLineParser &parser);
void readAuditOptions(OptionReader &reader, LabelAuditRequest &request);

void declareEvaluateOptions(QCommandLineParser &parser);
void readEvaluateOptions(OptionReader &reader, EvaluationRequest &request);

void declareIndexOptions(QCommandLineParser &parser);
void readIndexOptions(OptionReader &reader, IndexRequest &request);

} // namespace proponent::cli
